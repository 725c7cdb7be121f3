using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Patching;

/// <summary>The fields that an apply without force would take from another manager.</summary>
internal static class ApplyConflicts
{
    /// <summary>409 that names each field and its manager, or null.</summary>
    public static Status? Find(JsonObject? applied, string manager, JsonObject configuration)
    {
        var causes = new List<(string Manager, string Field)>();
        foreach (var (other, theirs) in applied ?? [])
        {
            if (other != manager && theirs is JsonObject tree)
            {
                Compare("", "", tree, configuration, field => causes.Add((other, field)));
            }
        }

        if (causes.Count == 0)
        {
            return null;
        }

        var what = causes.Count == 1 ? "1 conflict" : $"{causes.Count} conflicts";
        return new Status(409, "Conflict", $"Apply failed with {what}: {string.Join(", ", causes.Select(cause => $"conflict with \"{cause.Manager}\": {cause.Field}"))}")
        {
            Details = new JsonObject
            {
                ["causes"] = new JsonArray([.. causes.Select(cause => Status.Cause("FieldManagerConflict", $"conflict with \"{cause.Manager}\"", cause.Field))]),
            },
        };
    }

    private static void Compare(string path, string name, JsonNode? theirs, JsonNode? mine, Action<string> onConflict)
    {
        switch (theirs, mine)
        {
            case (JsonObject a, JsonObject b):
                foreach (var (member, value) in b.Where(member => a.ContainsKey(member.Key) && !(path.Length == 0 && member.Key is "kind" or "apiVersion")))
                {
                    Compare($"{path}.{member}", member, a[member], value, onConflict);
                }

                break;
            case (JsonArray a, JsonArray b) when ListKeys.Of(name, b) is { } keys:
                foreach (var item in b.Objects())
                {
                    if (ListKeys.Find(a, item, keys) is { } other)
                    {
                        Compare($"{path}[{string.Join(',', keys.Select(key => $"{key}={item[key]?.ToJsonString(JsonText.Compact)}"))}]", "", other, item, onConflict);
                    }
                }

                break;
            default:
                if (!JsonNode.DeepEquals(theirs, mine))
                {
                    onConflict(path);
                }

                break;
        }
    }
}
