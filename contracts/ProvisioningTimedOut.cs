namespace Sprout.Contracts;

/// <summary>The time in which a container had to become ready, or in which something was waited for, is over. Does nothing to one that has more time.</summary>
public sealed record ProvisioningTimedOut
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>When this was found, on the lifecycle service's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
