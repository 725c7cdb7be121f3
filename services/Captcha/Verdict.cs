using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>What became of an answer: exactly one of the two.</summary>
/// <param name="Solved">It was right.</param>
/// <param name="Rejection">Why it was not.</param>
internal sealed record Verdict(CaptchaSolved? Solved, CaptchaRejection? Rejection)
{
    public static implicit operator Verdict(CaptchaSolved solved) => new(solved, null);

    public static implicit operator Verdict(CaptchaRejection rejection) => new(null, rejection);
}
