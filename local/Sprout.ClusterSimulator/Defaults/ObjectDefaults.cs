using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>What an API server fills in. Runs on every write, so it must leave alone what is there.</summary>
internal static class ObjectDefaults
{
    public static void Apply(ResourceKind kind, JsonObject tree)
    {
        if (kind == ResourceKinds.Pods)
        {
            PodDefaults.Apply(tree);
        }
        else if (kind == ResourceKinds.Services)
        {
            ServiceDefaults.Apply(tree);
        }
        else if (kind == ResourceKinds.LimitRanges)
        {
            LimitRangeDefaults.Apply(tree);
        }
        else if (kind == ResourceKinds.Ingresses)
        {
            tree.GetOrAddObject("status").SetDefault("loadBalancer", new JsonObject());
        }
        else if (kind == ResourceKinds.Namespaces)
        {
            tree.GetOrAddObject("spec").SetDefault("finalizers", new JsonArray("kubernetes"));
            tree.GetOrAddObject("status").SetDefault("phase", "Active");
        }
        else if (kind == ResourceKinds.ResourceQuotas)
        {
            Quantities.Canonicalize(tree.Object("spec").Object("hard"));
            tree.GetOrAddObject("status");
        }
        else if (kind == ResourceKinds.NetworkPolicies)
        {
            NetworkPolicyDefaults.Apply(tree);
        }
    }
}
