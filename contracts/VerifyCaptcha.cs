namespace Sprout.Contracts;

/// <summary>Answers a challenge. A request: answered with <see cref="CaptchaSolved"/> or <see cref="CaptchaRejected"/>.</summary>
public sealed record VerifyCaptcha
{
    /// <summary>The challenge's token, a secret.</summary>
    public required string Token { get; init; }

    /// <summary>Who asks; opaque.</summary>
    public required string Visitor { get; init; }

    /// <summary>From where: the network prefix of the client's address, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public required string AddressPrefix { get; init; }

    /// <summary>The number that solves each puzzle of a proof of work, in order; empty for a slider.</summary>
    public required IReadOnlyList<long> Solutions { get; init; }

    /// <summary>How many pixels the piece was moved to the right, for a slider.</summary>
    public required int? Offset { get; init; }

    /// <summary>How it was moved.</summary>
    public required CaptchaInput Input { get; init; }

    /// <summary>How the pointer moved; empty unless it was dragged.</summary>
    public required IReadOnlyList<TrackPoint> Track { get; init; }
}
