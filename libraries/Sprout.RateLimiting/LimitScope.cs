namespace Sprout.RateLimiting;

/// <summary>What the key of a request is for.</summary>
public enum LimitScope
{
    /// <summary>There is no key, or none that lets in.</summary>
    Anonymous,

    /// <summary>People in front of a browser.</summary>
    Visitor,

    /// <summary>A program.</summary>
    Service,

    /// <summary>An operator.</summary>
    Admin,
}
