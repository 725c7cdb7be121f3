namespace Sprout.Contracts;

/// <summary>The container's pod is ready. May come more than once.</summary>
public sealed record PodProvisioned
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The pod's UID in the cluster.</summary>
    public required string PodUid { get; init; }

    /// <summary>When the cluster found it ready.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>When a node was found for it; null where that is not known.</summary>
    public required DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When its image was there and its process began; null where that is not known.</summary>
    public required DateTimeOffset? PulledAt { get; init; }
}
