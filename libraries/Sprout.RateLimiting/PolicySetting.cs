namespace Sprout.RateLimiting;

/// <summary>One entry of configuration section <c>RateLimits:Policies</c>, by its name. What is not set is as built in.</summary>
internal sealed record PolicySetting
{
    public bool? Enabled { get; init; }

    public string? Algorithm { get; init; }

    public int? Limit { get; init; }

    public TimeSpan? Window { get; init; }

    public int? Burst { get; init; }

    public string? Subject { get; init; }

    public string[]? Scopes { get; init; }

    public string[]? Routes { get; init; }

    public bool? FailedAuthenticationOnly { get; init; }
}
