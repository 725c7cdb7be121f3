namespace Sprout.Contracts;

/// <summary>There is no pod of this container (any more). May come more than once.</summary>
public sealed record PodDeleted
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The UID of the pod that is gone; null when there was nothing to delete.</summary>
    public required string? PodUid { get; init; }

    /// <summary>Why, where it had been ready and said before it went that it would not stay: evicted, or its node lost; null where nothing is known.</summary>
    public ContainerFailure? Failure { get; init; }
}
