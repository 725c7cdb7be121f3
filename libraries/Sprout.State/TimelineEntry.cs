namespace Sprout.State;

/// <summary>One thing that has happened to a container.</summary>
public sealed record TimelineEntry
{
    /// <summary>What: one of <see cref="TimelineEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The document's version that it came with: what happened at the same time is in this order.</summary>
    public required int Version { get; init; }

    /// <summary>Why it failed, or what it waits for; else null.</summary>
    public FailureDocument? Failure { get; init; }

    /// <summary>When it was to be deleted from then on, where that was decided; else null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
