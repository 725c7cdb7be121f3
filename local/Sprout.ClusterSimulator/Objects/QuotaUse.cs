using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>What an object, or all of a namespace, counts for in quotas, apart from how many there are of its kind.</summary>
internal sealed record QuotaUse(PodResources Pods, ServiceUse Services)
{
    public static readonly QuotaUse None = new(PodResources.None, ServiceUse.None);

    public static QuotaUse Of(ResourceKind kind, JsonObject tree) => new(
        kind == ResourceKinds.Pods ? PodResources.Of(tree.Object("spec")) : PodResources.None,
        kind == ResourceKinds.Services ? ServiceUse.Of(tree.Object("spec")) : ServiceUse.None);

    /// <summary>The amount of a quota's resource; null for those that are counted by kind, or not at all.</summary>
    public decimal? Of(string resource) => resource switch
    {
        "pods" => Pods.Pods,
        "cpu" or "requests.cpu" => Pods.RequestsCpu,
        "memory" or "requests.memory" => Pods.RequestsMemory,
        "ephemeral-storage" or "requests.ephemeral-storage" => Pods.RequestsDisk,
        "limits.cpu" => Pods.LimitsCpu,
        "limits.memory" => Pods.LimitsMemory,
        "limits.ephemeral-storage" => Pods.LimitsDisk,
        "services.loadbalancers" => Services.LoadBalancers,
        "services.nodeports" => Services.NodePorts,
        _ => null,
    };

    /// <summary>The amount as a server writes it.</summary>
    public static Quantity Amount(string resource, decimal amount) =>
        new(amount, resource.EndsWith("memory", StringComparison.Ordinal) || resource.EndsWith("ephemeral-storage", StringComparison.Ordinal));

    public static QuotaUse operator +(QuotaUse left, QuotaUse right) => new(left.Pods + right.Pods, left.Services + right.Services);

    public static QuotaUse operator -(QuotaUse left, QuotaUse right) => new(left.Pods - right.Pods, left.Services - right.Services);
}
