namespace Sprout.Kubernetes.Models;

/// <summary>What a node has, and how it is.</summary>
public sealed record V1NodeStatus
{
    /// <summary>Amounts in all.</summary>
    public IReadOnlyDictionary<string, string>? Capacity { get; init; }

    /// <summary>Amounts for pods.</summary>
    public IReadOnlyDictionary<string, string>? Allocatable { get; init; }

    /// <summary><c>Ready</c>, <c>MemoryPressure</c>, ….</summary>
    public IReadOnlyList<V1NodeCondition>? Conditions { get; init; }

    /// <summary>Where it is reached.</summary>
    public IReadOnlyList<V1NodeAddress>? Addresses { get; init; }
}
