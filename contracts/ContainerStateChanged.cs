namespace Sprout.Contracts;

/// <summary>A container went from one status to another. The one to follow.</summary>
public sealed record ContainerStateChanged
{
    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Whose; opaque.</summary>
    public required string Owner { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>The status before; null for a new container.</summary>
    public required ContainerStatus? Previous { get; init; }

    /// <summary>The status now.</summary>
    public required ContainerStatus Status { get; init; }

    /// <summary>Counts the container's changes; drop what is not higher than what you have seen.</summary>
    public required int Version { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it answers when running.</summary>
    public required Uri Url { get; init; }

    /// <summary>When it will be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required ContainerFailure? Failure { get; init; }
}
