namespace Sprout.Kubernetes.Models;

/// <summary>What a pod must put up with.</summary>
public sealed record V1Taint
{
    /// <summary>Key.</summary>
    public required string Key { get; init; }

    /// <summary>Value.</summary>
    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
    public required string Effect { get; init; }
}
