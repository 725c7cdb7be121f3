using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>Reading of JSON trees whose shape nobody has checked yet: a missing or odd member is null, never an exception.</summary>
internal static class JsonPaths
{
    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? Array(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    /// <summary>The member as text; numbers are given as written, since a quantity may be either.</summary>
    public static string? Text(this JsonNode? node, string name) => Scalar((node as JsonObject)?[name]);

    public static string? Scalar(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };

    public static long? Number(this JsonNode? node, string name) =>
        long.TryParse(Text(node, name), out var number) ? number : null;

    public static bool? Flag(this JsonNode? node, string name) => (node as JsonObject)?[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonObject GetOrAddObject(this JsonObject node, string name)
    {
        if (node[name] is JsonObject existing)
        {
            return existing;
        }

        var added = new JsonObject();
        node[name] = added;
        return added;
    }

    public static JsonObject Metadata(this JsonObject tree) => tree.GetOrAddObject("metadata");

    /// <summary>The members that are objects, in order.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonArray? array) => array is null ? [] : array.OfType<JsonObject>();

    public static void SetDefault(this JsonObject node, string name, JsonNode value)
    {
        if (node[name] is null)
        {
            node[name] = value;
        }
    }
}
