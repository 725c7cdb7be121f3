using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Patching;

/// <summary>
/// Lists whose items have an identity (listType=map in the API's schema), by the list's name; all others are replaced
/// as a whole. The names are unique enough among the kinds that the simulator serves.
/// </summary>
internal static class ListKeys
{
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["imagePullSecrets"] = ["name"],
        ["ownerReferences"] = ["uid"],
        ["conditions"] = ["type"],
    };

    /// <summary>The keys of a list's items, or null when the list is one value. Ports are told apart by their content.</summary>
    public static string[]? Of(string list, JsonArray items) => list == "ports"
        ? items.Objects().All(item => item.ContainsKey("containerPort")) ? ["containerPort", "protocol"]
            : items.Objects().All(item => item["port"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number && !item.ContainsKey("endPort")) ? ["port", "protocol"] : null
        : Keys.GetValueOrDefault(list);

    public static string Identity(JsonObject item, string[] keys) =>
        string.Join('\u0001', keys.Select(key => item.Text(key) ?? (key == "protocol" ? "TCP" : "")));

    public static JsonObject? Find(JsonArray? items, JsonObject like, string[] keys)
    {
        var identity = Identity(like, keys);
        return items.Objects().FirstOrDefault(item => Identity(item, keys) == identity);
    }
}
