namespace Sprout.Gateway.Auth.Visitors;

/// <summary>Configuration section <c>Visitors</c>: the cookie that tells visitors apart. The same in every gateway.</summary>
public sealed record VisitorOptions
{
    /// <summary>How long a cookie is valid; it is renewed by whoever comes back in the second half.</summary>
    public TimeSpan CookieLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How old a signing key gets before the next one is made.</summary>
    public TimeSpan KeyRotation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often a gateway reads the signing keys.</summary>
    public TimeSpan KeyRefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a key is when gateways begin to sign with it: all of them have read it by then.</summary>
    internal TimeSpan KeyPropagation => 5 * KeyRefreshInterval;

    /// <summary>How long a key is kept after the next was made.</summary>
    internal TimeSpan KeyRetention => CookieLifetime + (2 * KeyPropagation);
}
