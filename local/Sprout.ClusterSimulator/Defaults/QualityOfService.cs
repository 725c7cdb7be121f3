using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>A pod's QoS class, from its containers' requests and limits of processors and memory; of nothing else.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject spec)
    {
        var resources = spec.Array("containers").Objects().Select(container => container.Object("resources")).ToList();
        if (resources.TrueForAll(each => Array.TrueForAll(Counted, name => each.Object("requests")?[name] is null && each.Object("limits")?[name] is null)))
        {
            return "BestEffort";
        }

        var isGuaranteed = resources.TrueForAll(each =>
            Array.TrueForAll(Counted, name => each.Object("limits")?[name] is { } limit && JsonNode.DeepEquals(limit, each.Object("requests")?[name])));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }
}
