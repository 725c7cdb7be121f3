namespace Sprout.RateLimiting;

/// <summary>What holds where no setting says otherwise: visitors and callers without a key are limited, programs and operators are not.</summary>
public static class BuiltInPolicies
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>The policies.</summary>
    public static IReadOnlyList<RateLimitPolicy> All { get; } =
    [
        // What the system before allowed, and what a person with a tab or two does not reach.
        new() { Name = "address", Limit = 100, Window = Quarter },
        // A page's requests at once, and then a steady pace: for when somebody raises the other limit.
        new() { Name = "burst", Algorithm = LimitAlgorithm.Gcra, Limit = 20, Window = TimeSpan.FromSeconds(1), Burst = 100 },
        // Who guesses keys. Its requests count as those of an address too.
        new() { Name = "failed-authentication", Limit = 20, Window = Quarter, FailedAuthenticationOnly = true },
    ];

    /// <summary>They as a set.</summary>
    public static PolicySet Set { get; } = new(All);
}
