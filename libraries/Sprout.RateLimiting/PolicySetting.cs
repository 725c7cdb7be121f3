namespace Sprout.RateLimiting;

/// <summary>One entry of configuration section <c>RateLimits:Policies</c>, by its name. What is not set is as built in.</summary>
internal sealed record PolicySetting
{
    /// <summary>Whether there is such a limit; <c>false</c> takes a built-in one away.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How it counts: <c>SlidingLog</c> or <c>Gcra</c>.</summary>
    public string? Algorithm { get; init; }

    /// <summary>How many requests are let through in each window.</summary>
    public int? Limit { get; init; }

    /// <summary>In which time; whole seconds.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>With <c>Gcra</c>, how many may come at once.</summary>
    public int? Burst { get; init; }

    /// <summary>Whom it counts: <c>Address</c>, <c>Key</c>, <c>Owner</c> or <c>Global</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>Whose requests: <c>Anonymous</c>, <c>Visitor</c>, <c>Service</c>, <c>Admin</c>; the first two unless set.</summary>
    public string[]? Scopes { get; init; }

    /// <summary>Which operations, such as <c>createContainer</c>; all unless set.</summary>
    public string[]? Routes { get; init; }

    /// <summary>Whether it counts only requests with a key that lets nobody in.</summary>
    public bool? FailedAuthenticationOnly { get; init; }
}
