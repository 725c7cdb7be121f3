namespace Sprout.Contracts;

/// <summary>The container's pod will not become ready, or could not be made. May come more than once.</summary>
public sealed record PodProvisioningFailed
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The pod's UID; null when there is no pod.</summary>
    public required string? PodUid { get; init; }

    /// <summary>Why.</summary>
    public required ContainerFailure Failure { get; init; }

    /// <summary>When a node was found for it; null when none was, or that is not known.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When its image was there and its process began; null when it never did, or that is not known.</summary>
    public DateTimeOffset? PulledAt { get; init; }
}
