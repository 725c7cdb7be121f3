namespace Sprout.Contracts;

/// <summary>Somebody answered a captcha wrongly, or used a token that they may not.</summary>
public sealed record CaptchaFailed
{
    /// <summary>Who asks; opaque.</summary>
    public required string Visitor { get; init; }

    /// <summary>From where: the network prefix of the client's address, such as <c>203.0.113.7/32</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public required string AddressPrefix { get; init; }

    /// <summary>Why it failed.</summary>
    public required CaptchaRejection Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
