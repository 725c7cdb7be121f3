namespace Sprout.Contracts;

/// <summary>
/// Asks whether a request is within the limits, and counts it if it is.
/// A request: answered with <see cref="RateLimitGranted"/> or <see cref="RateLimitDenied"/>.
/// </summary>
public sealed record CheckRateLimit
{
    /// <summary>The client's address; null to count against none.</summary>
    public required string? Address { get; init; }

    /// <summary>The name of the client's API key; null for none.</summary>
    public required string? Key { get; init; }

    /// <summary>Whose request; opaque; null for nobody known.</summary>
    public required string? Owner { get; init; }

    /// <summary>The key's scope: <c>visitor</c>, <c>service</c> or <c>admin</c>; null without a key.</summary>
    public required string? Scope { get; init; }

    /// <summary>What is asked for: the name of an operation of the HTTP API, such as <c>createContainer</c>, or a name of the asker's own.</summary>
    public required string Route { get; init; }
}
