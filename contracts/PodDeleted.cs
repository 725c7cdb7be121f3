namespace Sprout.Contracts;

/// <summary>There is no pod of this container (any more). May come more than once.</summary>
public sealed record PodDeleted
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The UID of the pod that is gone; null when there was nothing to delete.</summary>
    public required string? PodUid { get; init; }

    /// <summary>Why, where it had been ready and said so before it went: what <see cref="PodLost"/> says, which may be heard later; null where nothing is known.</summary>
    public ContainerFailure? Failure { get; init; }
}
