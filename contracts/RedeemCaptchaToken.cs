namespace Sprout.Contracts;

/// <summary>
/// Uses a solved challenge's token. A request: answered with <see cref="CaptchaTokenAccepted"/> or <see cref="CaptchaTokenRefused"/>.
/// The same operation may use it again; no other may.
/// </summary>
public sealed record RedeemCaptchaToken
{
    /// <summary>The challenge's token, a secret.</summary>
    public required string Token { get; init; }

    /// <summary>What it is used for.</summary>
    public required CaptchaPurpose Purpose { get; init; }

    /// <summary>Who asks; opaque.</summary>
    public required string Visitor { get; init; }

    /// <summary>From where: the network prefix of the client's address, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public required string AddressPrefix { get; init; }

    /// <summary>What it is used by; the same for a repeat of the same request.</summary>
    public required Guid OperationId { get; init; }
}
