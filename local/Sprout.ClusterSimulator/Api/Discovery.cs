using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;

namespace Sprout.ClusterSimulator.Api;

/// <summary>What kubectl and client libraries ask before anything else: version, health, groups, resources.</summary>
internal static class Discovery
{
    /// <summary>Null when the path is none of these.</summary>
    public static Answer? Find(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["version"] => Answer.Json(new JsonObject
        {
            ["major"] = "1",
            ["minor"] = "20",
            ["gitVersion"] = "v1.20.2+sprout-simulator",
            ["platform"] = "simulated",
        }),
        ["healthz" or "livez" or "readyz"] => Answer.Text("ok"),
        ["api"] => Answer.Json(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }),
        ["apis"] => Answer.Json(new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups.Select(Versions)]),
        }),
        ["apis", var group] when Groups.Contains(group) => Answer.Json(Group(group)),
        ["api", "v1"] => Answer.Json(Resources("", "v1")),
        ["apis", var group, "v1"] when Groups.Contains(group) => Answer.Json(Resources(group, "v1")),
        _ => default(Answer?),
    };

    private static IEnumerable<string> Groups => ResourceKinds.All.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct();

    private static JsonObject Group(string name)
    {
        var group = Versions(name);
        group.Insert(0, "kind", "APIGroup");
        group.Insert(1, "apiVersion", "v1");
        return group;
    }

    private static JsonObject Versions(string name)
    {
        var version = new JsonObject { ["groupVersion"] = $"{name}/v1", ["version"] = "v1" };
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray(version.DeepClone()),
            ["preferredVersion"] = version,
        };
    }

    private static JsonObject Resources(string group, string version)
    {
        var resources = new JsonArray();
        foreach (var kind in ResourceKinds.All.Where(kind => kind.Group == group && kind.Version == version))
        {
            resources.Add(Resource(kind, kind.Plural, "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"));
            if (kind.HasStatus)
            {
                resources.Add(Resource(kind, $"{kind.Plural}/status", "get", "patch", "update"));
            }

            if (kind == ResourceKinds.Pods)
            {
                resources.Add(Resource(kind, "pods/log", "get"));
            }
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = resources,
        };
    }

    private static JsonObject Resource(ResourceKind kind, string name, params string[] verbs)
    {
        var resource = new JsonObject
        {
            ["name"] = name,
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode)verb)]),
        };
        if (kind.ShortNames.Count > 0 && name == kind.Plural)
        {
            resource["shortNames"] = new JsonArray([.. kind.ShortNames.Select(each => (JsonNode)each)]);
        }

        return resource;
    }
}
