namespace Sprout.Kubernetes.Models;

/// <summary>A container that runs.</summary>
public sealed record V1ContainerStateRunning
{
    /// <summary>Since when.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
