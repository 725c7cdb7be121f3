namespace Sprout.RateLimiting;

/// <summary>How many requests somebody may send in which time.</summary>
public sealed record RateLimitPolicy
{
    /// <summary>The subject of a policy that counts everybody together.</summary>
    public const string Everybody = "*";

    /// <summary>What it is called in settings, header fields and the audit: 1–32 of <c>a–z</c>, <c>0–9</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it counts.</summary>
    public LimitAlgorithm Algorithm { get; init; }

    /// <summary>How many requests are let through in each <see cref="Window"/>.</summary>
    public required int Limit { get; init; }

    /// <summary>In which time; whole seconds.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>With <see cref="LimitAlgorithm.Gcra"/>: how many may come at once; null for <see cref="Limit"/>.</summary>
    public int? Burst { get; init; }

    /// <summary>Whom it counts.</summary>
    public LimitSubject Subject { get; init; }

    /// <summary>Whose requests; null for those of visitors and of callers without a key.</summary>
    public IReadOnlyList<LimitScope>? Scopes { get; init; }

    /// <summary>Which operations, by name, such as <c>createContainer</c>; null for all.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>Whether it counts only requests with a key that lets nobody in.</summary>
    public bool FailedAuthenticationOnly { get; init; }

    /// <summary>How many there may be at once: what a client that has sent none yet has left.</summary>
    public int Quota => Algorithm == LimitAlgorithm.Gcra ? Burst ?? Limit : Limit;

    /// <summary>The time in which a used up <see cref="Quota"/> is there again.</summary>
    public TimeSpan QuotaWindow => Algorithm == LimitAlgorithm.Gcra ? Interval * Quota : Window;

    /// <summary>With <see cref="LimitAlgorithm.Gcra"/>: the time between two requests at the even rate; whole microseconds, so that sums are exact.</summary>
    internal TimeSpan Interval => new(Window.Ticks / Limit / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether it counts such a request.</summary>
    public bool AppliesTo(LimitScope scope, string? route, bool hasRefusedKey) =>
        (Scopes is null ? scope is LimitScope.Visitor or LimitScope.Anonymous : Scopes.Contains(scope))
        && (Routes is null || (route is not null && Routes.Contains(route)))
        && (hasRefusedKey || !FailedAuthenticationOnly);
}
