namespace Sprout.Contracts;

/// <summary>All objects of the container exist in the cluster: pod, service and ingress. May come more than once.</summary>
public sealed record PodApplied
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The UID of the pod that owns the others.</summary>
    public required string PodUid { get; init; }

    /// <summary>When the last of them was applied.</summary>
    public required DateTimeOffset AppliedAt { get; init; }
}
