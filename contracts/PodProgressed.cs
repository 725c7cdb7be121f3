namespace Sprout.Contracts;

/// <summary>
/// A container on its way: how far it has come, and what holds it up. Told of those that take longer than a moment; others are told once, when they
/// are ready. Not an end: what it waits for may still come. May come more than once.
/// </summary>
public sealed record PodProgressed
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The pod's UID in the cluster; null when there is no pod yet.</summary>
    public required string? PodUid { get; init; }

    /// <summary>When a node was found for it; null before.</summary>
    public required DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When its image was there and its process began; null before.</summary>
    public required DateTimeOffset? PulledAt { get; init; }

    /// <summary>What it waits for, in the words in which it would fail; null when nothing holds it up.</summary>
    public required ContainerFailure? Obstacle { get; init; }
}
