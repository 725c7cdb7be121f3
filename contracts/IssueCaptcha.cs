namespace Sprout.Contracts;

/// <summary>Asks for a challenge. A request: answered with <see cref="CaptchaIssued"/>.</summary>
public sealed record IssueCaptcha
{
    /// <summary>What it is for.</summary>
    public required CaptchaPurpose Purpose { get; init; }

    /// <summary>What is preferred. A slider begins with a proof of work; a proof of work alone is much harder.</summary>
    public required CaptchaKind Kind { get; init; }

    /// <summary>Who asks; opaque.</summary>
    public required string Visitor { get; init; }

    /// <summary>From where: the network prefix of the client's address, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public required string AddressPrefix { get; init; }
}
