namespace Sprout.Contracts;

/// <summary>The request is over a limit, and has not been counted.</summary>
public sealed record RateLimitDenied
{
    /// <summary>Which policies it is over.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>In how many seconds it may be sent again.</summary>
    public required int RetryAfterSeconds { get; init; }

    /// <summary>What each policy that applies leaves.</summary>
    public required IReadOnlyList<RateLimitState> States { get; init; }
}
