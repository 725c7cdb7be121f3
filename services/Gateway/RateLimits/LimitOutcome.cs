namespace Sprout.Gateway.RateLimits;

/// <summary>What the limits say of a request.</summary>
internal enum LimitOutcome
{
    /// <summary>No policy counts it.</summary>
    Free,

    /// <summary>It is within the limits and was counted.</summary>
    Granted,

    /// <summary>It is over a limit.</summary>
    Denied,

    /// <summary>It is over a limit as it was before, and nobody was asked.</summary>
    DeniedFromMemory,

    /// <summary>Redis is away.</summary>
    Unknown,

    /// <summary>Redis is there and did not answer in time. It may have counted the request.</summary>
    Late,
}
