using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Patching;

/// <summary>
/// Server-side apply for one manager at a time: what the configuration says is set; what the same manager applied last
/// and no longer says is removed; everything else (defaults, status, other writers' fields) stays.
/// </summary>
internal static class ApplyPatch
{
    public static JsonObject Merge(JsonObject live, JsonObject configuration, JsonObject? lastApplied) =>
        MergeObject(live.DeepClone().AsObject(), configuration, lastApplied);

    private static JsonObject MergeObject(JsonObject live, JsonObject wanted, JsonObject? last)
    {
        foreach (var (name, _) in last ?? [])
        {
            if (!wanted.ContainsKey(name))
            {
                Withdraw(live, name, last![name]);
            }
        }

        foreach (var (name, value) in wanted)
        {
            live[name] = MergeValue(name, live[name], value, last?[name]);
        }

        return live;
    }

    private static JsonNode? MergeValue(string name, JsonNode? live, JsonNode? wanted, JsonNode? last) => (live, wanted) switch
    {
        (JsonObject from, JsonObject to) => MergeObject(from.DeepClone().AsObject(), to, last as JsonObject),
        (JsonArray from, JsonArray to) when ListKeys.Of(name, to) is { } keys => MergeList(from, to, last as JsonArray, keys),
        _ => wanted?.DeepClone(),
    };

    private static JsonArray MergeList(JsonArray live, JsonArray wanted, JsonArray? last, string[] keys)
    {
        var merged = new JsonArray();
        foreach (var item in wanted.Objects())
        {
            merged.Add(MergeValue("", ListKeys.Find(live, item, keys), item, ListKeys.Find(last, item, keys)));
        }

        foreach (var item in live.Objects())
        {
            if (ListKeys.Find(wanted, item, keys) is null && ListKeys.Find(last, item, keys) is null)
            {
                merged.Add(item.DeepClone());
            }
        }

        return merged;
    }

    // A map or keyed list keeps the members that others put there.
    private static void Withdraw(JsonObject live, string name, JsonNode? last)
    {
        if (live[name] is JsonObject from && last is JsonObject { Count: > 0 } mine)
        {
            MergeObject(from, [], mine);
            if (from.Count == 0)
            {
                live.Remove(name);
            }
        }
        else if (live[name] is JsonArray items && last is JsonArray old && ListKeys.Of(name, old) is { } keys)
        {
            var rest = MergeList(items, [], old, keys);
            live.Remove(name);
            if (rest.Count > 0)
            {
                live[name] = rest;
            }
        }
        else
        {
            live.Remove(name);
        }
    }
}
