namespace Sprout.Provisioner.Isolation;

/// <summary>
/// Configuration section <c>Isolation:Quota</c>: what all containers together may use. Kubernetes quantities; null or empty for no limit.
/// The defaults hold a thousand containers of the default size.
/// </summary>
public sealed record QuotaOptions
{
    /// <summary>Pods that have not ended.</summary>
    public string? Pods { get; init; } = "1000";

    /// <summary>Sum of the CPU requests.</summary>
    public string? RequestsCpu { get; init; } = "20";

    /// <summary>Sum of the memory requests.</summary>
    public string? RequestsMemory { get; init; } = "32Gi";

    /// <summary>Sum of the CPU limits.</summary>
    public string? LimitsCpu { get; init; } = "200";

    /// <summary>Sum of the memory limits.</summary>
    public string? LimitsMemory { get; init; } = "128Gi";

    /// <summary>Sum of the disk requests; none by default, for a node takes no more than it has.</summary>
    public string? RequestsDisk { get; init; }

    /// <summary>Sum of the disk limits. Pods that were made without one count nothing.</summary>
    public string? LimitsDisk { get; init; }

    /// <summary>Services of type LoadBalancer, which cost money and open a way in past the ingress controller.</summary>
    public string? LoadBalancers { get; init; } = "0";

    /// <summary>Ports that services open on every node.</summary>
    public string? NodePorts { get; init; } = "0";

    /// <summary>The limits by their Kubernetes names, without those that are not set.</summary>
    internal IReadOnlyDictionary<string, string> Hard() =>
        new (string Resource, string? Amount)[]
        {
            ("pods", Pods),
            ("requests.cpu", RequestsCpu),
            ("requests.memory", RequestsMemory),
            ("limits.cpu", LimitsCpu),
            ("limits.memory", LimitsMemory),
            ("requests.ephemeral-storage", RequestsDisk),
            ("limits.ephemeral-storage", LimitsDisk),
            ("services.loadbalancers", LoadBalancers),
            ("services.nodeports", NodePorts),
        }
        .Where(limit => !string.IsNullOrEmpty(limit.Amount))
        .ToDictionary(limit => limit.Resource, limit => limit.Amount!, StringComparer.Ordinal);
}
