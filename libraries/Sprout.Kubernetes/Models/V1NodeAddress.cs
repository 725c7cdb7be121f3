namespace Sprout.Kubernetes.Models;

/// <summary>Where a node is reached.</summary>
public sealed record V1NodeAddress
{
    /// <summary><c>InternalIP</c>, <c>ExternalIP</c>, <c>Hostname</c>, ….</summary>
    public required string Type { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }
}
