namespace Sprout.Contracts;

/// <summary>
/// Command to the provisioner: have the Kubernetes objects of this container exist. Sent again until the container runs or ends;
/// a repeat changes nothing.
/// </summary>
public sealed record ProvisionPod
{
    /// <summary>Which container; the objects' names are derived from it.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>What to run.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>Where it shall answer.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether it runs, and what somebody changed or deleted of its service and ingress shall be as it was.</summary>
    public bool AppliesAgain { get; init; }
}
