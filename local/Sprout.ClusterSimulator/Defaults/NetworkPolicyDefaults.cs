using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>A network policy's types follow from its rules when it does not say.</summary>
internal static class NetworkPolicyDefaults
{
    public static void Apply(JsonObject tree)
    {
        var spec = tree.GetOrAddObject("spec");
        spec.SetDefault("podSelector", new JsonObject());
        spec.SetDefault("policyTypes", spec.Array("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
        foreach (var rule in spec.Array("ingress").Objects().Concat(spec.Array("egress").Objects()))
        {
            foreach (var port in rule.Array("ports").Objects())
            {
                port.SetDefault("protocol", "TCP");
            }
        }
    }
}
