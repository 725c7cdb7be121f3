using System.Buffers;

namespace Sprout.RateLimiting;

/// <summary>What a policy must be to be meant.</summary>
internal static class PolicyRules
{
    // A log has an entry of some ten bytes for each request; this one is 100 kB for each subject that uses it up.
    private const int LongestLog = 10_000;

    private const int LargestLimit = 100_000_000;
    private const int LongestName = 32;
    private const int MostPolicies = 16;

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    // Below this the rounding to whole microseconds would show.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMicroseconds(10);

    /// <summary>Throws <see cref="InvalidOperationException"/> that says which policy, what is wrong and what would be right.</summary>
    public static void Check(IReadOnlyList<RateLimitPolicy> policies)
    {
        if (policies.Count > MostPolicies)
            throw new InvalidOperationException($"There are {policies.Count} rate limits, all of which every request may ask for. {MostPolicies} may be.");
        if (policies.GroupBy(policy => policy.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"There are two rate limits named '{twice.Key}'.");
        foreach (var policy in policies)
            if (WrongWith(policy) is { } wrong)
                throw new InvalidOperationException($"Rate limit '{policy.Name}': {wrong}");
    }

    private static string? WrongWith(RateLimitPolicy policy) => policy switch
    {
        _ when policy.Name.Length is 0 or > LongestName || policy.Name.AsSpan().ContainsAnyExcept(NameLetters) => $"a name is 1–{LongestName} of a–z, 0–9 and '-'.",
        { Limit: < 1 } => $"Limit is {policy.Limit}; it must be 1 or more. To switch it off, set Enabled to false.",
        _ when policy.Window < TimeSpan.FromSeconds(1) || policy.Window > LongestWindow || policy.Window.Ticks % TimeSpan.TicksPerSecond != 0 =>
            $"Window is {policy.Window}; it must be whole seconds, 00:00:01 to {LongestWindow.Days}.00:00:00.",
        { Algorithm: LimitAlgorithm.Gcra } => WrongWithRate(policy),
        { Burst: not null } => "Burst is for the algorithm gcra; a sliding log lets all of Limit through at once.",
        { Limit: > LongestLog } => $"Limit is {policy.Limit}; a sliding log counts to {LongestLog}. Use the algorithm gcra for more.",
        _ => WrongWithWhom(policy),
    };

    private static string? WrongWithRate(RateLimitPolicy policy) => policy switch
    {
        { Limit: > LargestLimit } => $"Limit is {policy.Limit}; it must be at most {LargestLimit}.",
        _ when policy.Interval < ShortestInterval => $"Limit is {policy.Limit} in {policy.Window}; it must be at most 100000 a second.",
        { Burst: < 1 or > LargestLimit } => $"Burst is {policy.Burst}; it must be 1–{LargestLimit}.",
        _ when policy.Interval.TotalSeconds * policy.Quota > LongestWindow.TotalSeconds => $"Burst is {policy.Quota}, which takes {policy.Interval.TotalDays * policy.Quota:F1} days to be there again; it must be at most {LongestWindow.Days} days.",
        _ => WrongWithWhom(policy),
    };

    private static string? WrongWithWhom(RateLimitPolicy policy) => policy switch
    {
        { Scopes.Count: 0 } => "Scopes is empty, so it would count nobody. Leave it out, or name anonymous, visitor, service or admin.",
        { Routes.Count: 0 } => "Routes is empty, so it would count nothing. Leave it out for all.",
        { FailedAuthenticationOnly: true, Subject: LimitSubject.Key or LimitSubject.Owner } => "whose key is refused has neither key nor owner. Set Subject to address or global.",
        { FailedAuthenticationOnly: true, Scopes: { } scopes } when !scopes.Contains(LimitScope.Anonymous) => "whose key is refused is anonymous, which Scopes leaves out.",
        { Subject: LimitSubject.Key or LimitSubject.Owner, Scopes: [LimitScope.Anonymous] } => "who is anonymous has neither key nor owner. Set Subject to address or global.",
        _ => null,
    };
}
