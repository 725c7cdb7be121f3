using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>A service's defaults. Its cluster IP is given by <see cref="Storage.IdSource"/> at creation.</summary>
internal static class ServiceDefaults
{
    public static void Apply(JsonObject tree)
    {
        var spec = tree.GetOrAddObject("spec");
        foreach (var port in spec.Array("ports").Objects())
        {
            port.SetDefault("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.SetDefault("targetPort", number.DeepClone());
            }
        }

        spec.SetDefault("type", "ClusterIP");
        spec.SetDefault("sessionAffinity", "None");
        tree.GetOrAddObject("status").SetDefault("loadBalancer", new JsonObject());
    }
}
