namespace Sprout.Contracts;

/// <summary>The time in which a container had to become ready is over.</summary>
public sealed record ProvisioningTimedOut
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }
}
