namespace Sprout.Contracts;

/// <summary>
/// Asks for a container's deletion. A request: answered with <see cref="ContainerAccepted"/> (also when it is deleted already) or
/// <see cref="ContainerRefused"/> with <see cref="RefusalReason.NotFound"/>.
/// </summary>
public sealed record DeleteContainerRequested
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Who asks; another's container is not found.</summary>
    public required string Owner { get; init; }
}
