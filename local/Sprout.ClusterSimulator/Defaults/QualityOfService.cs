using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>A pod's QoS class, from its containers' requests and limits.</summary>
internal static class QualityOfService
{
    public static string Of(JsonObject spec)
    {
        var resources = spec.Array("containers").Objects().Select(container => container.Object("resources")).ToList();
        if (resources.TrueForAll(each => each.Object("requests") is not { Count: > 0 } && each.Object("limits") is not { Count: > 0 }))
        {
            return "BestEffort";
        }

        var isGuaranteed = resources.TrueForAll(each =>
            each.Object("limits") is { } limits && limits.ContainsKey("cpu") && limits.ContainsKey("memory")
            && JsonNode.DeepEquals(limits, each.Object("requests")));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }
}
