namespace Sprout.Contracts;

/// <summary>Command to the provisioner: have nothing of this container left in the cluster. A repeat changes nothing.</summary>
public sealed record DeletePod
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }
}
