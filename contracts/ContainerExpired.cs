namespace Sprout.Contracts;

/// <summary>A container's life is over. Does nothing to one that was extended in between.</summary>
public sealed record ContainerExpired
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>When this was found, on the lifecycle service's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
