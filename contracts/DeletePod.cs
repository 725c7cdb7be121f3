namespace Sprout.Contracts;

/// <summary>Command to the provisioner: have nothing of this container left in the cluster. A repeat changes nothing.</summary>
public sealed record DeletePod
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>The UID of its pod where that is known: then one call deletes it, and no other's. Null has the provisioner look first.</summary>
    public string? PodUid { get; init; }

    /// <summary>For how long this has been asked for, in seconds: 0 the first time.</summary>
    public int AskedForSeconds { get; init; }
}
