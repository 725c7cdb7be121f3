namespace Sprout.RateLimiting;

/// <summary>What a policy leaves to somebody.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Subject">Whom it counts.</param>
/// <param name="Remaining">How many requests are left now.</param>
/// <param name="Reset">In which time there are more; zero when none is used.</param>
/// <param name="IsExceeded">Whether it is this policy that denies.</param>
/// <param name="IsNews">Whether it denies for the first time in its window: then, and only then, somebody is to be told.</param>
public readonly record struct PolicyState(RateLimitPolicy Policy, string Subject, int Remaining, TimeSpan Reset, bool IsExceeded, bool IsNews)
{
    /// <summary><see cref="Reset"/> in whole seconds, never earlier.</summary>
    public int ResetSeconds => (int)Math.Ceiling(Reset.TotalSeconds);
}
