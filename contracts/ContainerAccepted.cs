namespace Sprout.Contracts;

/// <summary>The answer to a request that was granted: the container as it is now, stored.</summary>
public sealed record ContainerAccepted
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Whose.</summary>
    public required string Owner { get; init; }

    /// <summary>What it runs.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ContainerStatus Status { get; init; }

    /// <summary>Where it answers, or will.</summary>
    public required Uri Url { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it will be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ready; null until then.</summary>
    public required DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required ContainerFailure? Failure { get; init; }

    /// <summary>How far it has come.</summary>
    public required ContainerStage Stage { get; init; }

    /// <summary>What holds it up while it is pending; null when nothing does.</summary>
    public required ContainerFailure? WaitingFor { get; init; }

    /// <summary>Counts its changes; a higher one is newer.</summary>
    public required int Version { get; init; }
}
