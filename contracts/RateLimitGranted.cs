namespace Sprout.Contracts;

/// <summary>The request is within the limits and has been counted.</summary>
public sealed record RateLimitGranted
{
    /// <summary>What each policy that applies leaves; empty when none does.</summary>
    public required IReadOnlyList<RateLimitState> States { get; init; }
}
