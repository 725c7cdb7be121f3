namespace Sprout.Contracts;

/// <summary>
/// Asks for more time. A request: answered with <see cref="ContainerAccepted"/> and its new end, or <see cref="ContainerRefused"/>.
/// Never shortens a container's life.
/// </summary>
public sealed record ExtendContainerRequested
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Who asks; another's container is not found.</summary>
    public required string Owner { get; init; }

    /// <summary>How long it shall live from now, in seconds.</summary>
    public required int TtlSeconds { get; init; }
}
