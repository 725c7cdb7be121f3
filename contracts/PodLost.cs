namespace Sprout.Contracts;

/// <summary>A pod that had been ready broke for good. May come more than once.</summary>
public sealed record PodLost
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The pod's UID in the cluster.</summary>
    public required string PodUid { get; init; }

    /// <summary>Why.</summary>
    public required ContainerFailure Failure { get; init; }
}
