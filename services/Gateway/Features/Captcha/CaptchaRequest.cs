using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>What a captcha is asked for; every member may be left out.</summary>
public sealed record CaptchaRequest
{
    /// <summary>What it is solved for. Default: <c>create_container</c>.</summary>
    public CaptchaPurpose? Purpose { get; init; }

    /// <summary>
    /// Which is preferred. Default: <c>slider</c>, which begins with a small proof of work and then shows a picture. <c>proof_of_work</c> alone is much
    /// harder for the computer and asks nothing of the person.
    /// </summary>
    public CaptchaKind? Kind { get; init; }
}
