namespace Sprout.Contracts;

/// <summary>
/// Asks for a container. A request: answered with <see cref="ContainerAccepted"/> once it is stored, or <see cref="ContainerRefused"/>.
/// The same request with the same <see cref="ContainerId"/> again changes nothing and gets the container as it is now.
/// </summary>
public sealed record CreateContainerRequested
{
    /// <summary>Chosen by the sender: random, or derived from what makes the request the same one.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Whose container it is; opaque.</summary>
    public required string Owner { get; init; }

    /// <summary>What to run.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>How long it lives, in seconds from its acceptance.</summary>
    public required int TtlSeconds { get; init; }

    /// <summary>
    /// The quotas that it counts against, such as <c>owner:{owner}</c> and <c>total</c>; empty for none. A sender may have leased the
    /// slots already; otherwise they are taken on acceptance.
    /// </summary>
    public required IReadOnlyList<string> QuotaScopes { get; init; }
}
