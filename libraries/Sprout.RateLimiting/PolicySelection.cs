using System.Globalization;
using Sprout.Redis;

namespace Sprout.RateLimiting;

/// <summary>The policies that count one kind of request, and what is the same for all requests of that kind.</summary>
public sealed class PolicySelection
{
    internal PolicySelection(IReadOnlyList<RateLimitPolicy> policies)
    {
        Policies = policies;
        Header = string.Join(", ", policies.Select(policy =>
            string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Quota};w={Math.Ceiling(policy.QuotaWindow.TotalSeconds)}")));
        RedisValue[] arguments = [.. policies.SelectMany(ArgumentsOf)];
        CountArguments = [1, .. arguments];
        PeekArguments = [0, .. arguments];
    }

    /// <summary>The policies, by name.</summary>
    public IReadOnlyList<RateLimitPolicy> Policies { get; }

    /// <summary>The header field <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers-11): each policy's quota, and its window in seconds.</summary>
    public string Header { get; }

    /// <summary>What <see cref="DecisionScript"/> wants to count.</summary>
    internal RedisValue[] CountArguments { get; }

    /// <summary>What <see cref="DecisionScript"/> wants to look without counting.</summary>
    internal RedisValue[] PeekArguments { get; }

    private static RedisValue[] ArgumentsOf(RateLimitPolicy policy) => policy.Algorithm == LimitAlgorithm.Gcra
        ? ["gcra", policy.Quota, policy.Interval.Ticks / TimeSpan.TicksPerMicrosecond]
        : ["log", policy.Limit, policy.Window.Ticks / TimeSpan.TicksPerMicrosecond];
}
