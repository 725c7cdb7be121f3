namespace Sprout.Contracts;

/// <summary>What a policy leaves to somebody.</summary>
public sealed record RateLimitState
{
    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>How many requests it allows.</summary>
    public required int Limit { get; init; }

    /// <summary>In how many seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>How many are left.</summary>
    public required int Remaining { get; init; }

    /// <summary>In how many seconds there are more.</summary>
    public required int ResetInSeconds { get; init; }
}
