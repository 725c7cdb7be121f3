namespace Sprout.Gateway.Http;

/// <summary>
/// Configuration section <c>Gateway:Bounds</c>: how much of a request, and how long for it, the gateway takes from anybody. Bodies have <see cref="RequestBody.MaximumLength"/>.
/// </summary>
public sealed record RequestBounds
{
    /// <summary>Most letters of a path with its query; RFC 9110 §4.1 asks for 8,000 at least.</summary>
    public int MaximumTargetLength { get; init; } = 8000;

    /// <summary>Most header lines.</summary>
    public int MaximumHeaders { get; init; } = 100;

    /// <summary>Most letters of all header lines together.</summary>
    public int MaximumHeadersLength { get; init; } = 32 * 1024;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection is kept on which nothing is asked.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The slowest that a body may arrive, after <see cref="BodyGrace"/>, and an answer be taken.</summary>
    public double LeastBodyBytesPerSecond { get; init; } = 240;

    /// <summary>For how long a body may be slower; above a second, for that is how often it is looked at.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);
}
