namespace Sprout.Kubernetes.Models;

/// <summary>Whether a node takes pods.</summary>
public sealed record V1NodeSpec
{
    /// <summary>Takes no new pods.</summary>
    public bool? Unschedulable { get; init; }

    /// <summary>What pods must put up with.</summary>
    public IReadOnlyList<V1Taint>? Taints { get; init; }
}
