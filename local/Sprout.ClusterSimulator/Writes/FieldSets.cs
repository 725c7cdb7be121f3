using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>
/// Which fields managers own, without the values: a second apply that sets the same fields to what they are makes no
/// new version, even when it writes <c>1000m</c> for <c>1</c>.
/// </summary>
internal static class FieldSets
{
    public static bool AreSame(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.ContainsKey(member.Key) && AreSame(member.Value, b[member.Key])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)),
        (JsonObject or JsonArray, _) or (_, JsonObject or JsonArray) => false,
        _ => true,
    };
}
