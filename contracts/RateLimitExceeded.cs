namespace Sprout.Contracts;

/// <summary>Somebody went over a limit. Told once in each window of the limit, however many requests follow.</summary>
public sealed record RateLimitExceeded
{
    /// <summary>Which policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Whom it counts: an address prefix, the name of a key, an owner, or <c>*</c> for everybody.</summary>
    public required string Subject { get; init; }

    /// <summary>What is asked for: the name of an operation of the HTTP API, such as <c>createContainer</c>, or a name of the asker's own.</summary>
    public required string Route { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When requests are let through again.</summary>
    public required DateTimeOffset ResetsAt { get; init; }
}
