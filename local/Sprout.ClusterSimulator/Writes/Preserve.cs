using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>What a client's update cannot change, however it is written.</summary>
internal static class Preserve
{
    private static readonly string[] ServerMetadata =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace", "generateName"];

    public static void SystemFields(ResourceKind kind, UpdateScope scope, JsonObject tree, JsonObject old)
    {
        foreach (var name in ServerMetadata)
        {
            Copy(tree.Metadata(), old.Metadata(), name);
        }

        tree.Metadata().Remove("managedFields");
        tree["kind"] = kind.Kind;
        tree["apiVersion"] = kind.ApiVersion;
        if (scope == UpdateScope.Status)
        {
            Copy(tree, old, "spec");
        }
        else if (kind.HasStatus)
        {
            Copy(tree, old, "status");
        }

        // The node and the cluster IP are given once; an update that does not mention them keeps them.
        if (kind == ResourceKinds.Pods)
        {
            Keep(tree, old, "nodeName", "tolerations");
        }
        else if (kind == ResourceKinds.Services)
        {
            Keep(tree, old, "clusterIP", "clusterIPs");
        }
        else if (kind == ResourceKinds.Namespaces)
        {
            Copy(tree, old, "spec");
        }
    }

    private static void Keep(JsonObject tree, JsonObject old, params string[] names)
    {
        foreach (var name in names)
        {
            if (tree.GetOrAddObject("spec")[name] is null)
            {
                Copy(tree.GetOrAddObject("spec"), old.GetOrAddObject("spec"), name);
            }
        }
    }

    private static void Copy(JsonObject to, JsonObject from, string name)
    {
        if (from[name] is { } value)
        {
            to[name] = value.DeepClone();
        }
        else
        {
            to.Remove(name);
        }
    }
}
