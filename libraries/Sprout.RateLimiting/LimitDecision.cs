namespace Sprout.RateLimiting;

/// <summary>Whether a request is within all limits.</summary>
/// <param name="IsGranted">Whether it is, and then it was counted by every policy; otherwise by none.</param>
/// <param name="StoredVersion">The version of the policies that are stored; empty when none are.</param>
/// <param name="States">What each policy leaves; those that count nobody in this request are left out.</param>
public sealed record LimitDecision(bool IsGranted, string StoredVersion, PolicyState[] States)
{
    /// <summary>In how many seconds all policies that deny let one more through; zero when none does.</summary>
    public int RetryAfterSeconds => States.Where(state => state.IsExceeded).Select(state => state.ResetSeconds).DefaultIfEmpty().Max();
}
