using MassTransit;
using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>Asks the captcha service. Throws <see cref="RequestException"/> when no answer comes in time.</summary>
internal sealed class CaptchaClient
{
    private readonly IRequestClient<IssueCaptcha> _issuing;
    private readonly IRequestClient<VerifyCaptcha> _verifying;
    private readonly IRequestClient<RedeemCaptchaToken> _redeeming;
    private readonly RequestTimeout _patience;

    public CaptchaClient(IRequestClient<IssueCaptcha> issuing, IRequestClient<VerifyCaptcha> verifying, IRequestClient<RedeemCaptchaToken> redeeming, GatewayOptions options)
    {
        (_issuing, _verifying, _redeeming) = (issuing, verifying, redeeming);
        _patience = RequestTimeout.After(ms: (int)options.RequestTimeout.TotalMilliseconds);
    }

    /// <summary>A new challenge.</summary>
    public async Task<CaptchaChallenge> IssueAsync(IssueCaptcha wish, CancellationToken cancellationToken) =>
        (await _issuing.GetResponse<CaptchaIssued>(wish, cancellationToken, _patience)).Message.Challenge;

    /// <summary>Exactly one of the two.</summary>
    public async Task<(CaptchaSolved? Solved, CaptchaRejected? Rejected)> VerifyAsync(VerifyCaptcha answer, CancellationToken cancellationToken)
    {
        var verdict = await _verifying.GetResponse<CaptchaSolved, CaptchaRejected>(answer, cancellationToken, _patience);
        return verdict.Is(out Response<CaptchaSolved>? solved) ? (solved.Message, null)
            : verdict.Is(out Response<CaptchaRejected>? rejected) ? (null, rejected.Message)
            : throw new RequestException($"{nameof(VerifyCaptcha)} got an answer of an unknown kind.");
    }

    /// <summary>Why the token may not be used; null when it may.</summary>
    public async Task<CaptchaTokenRefused?> RedeemAsync(RedeemCaptchaToken wish, CancellationToken cancellationToken)
    {
        var answer = await _redeeming.GetResponse<CaptchaTokenAccepted, CaptchaTokenRefused>(wish, cancellationToken, _patience);
        return answer.Is(out Response<CaptchaTokenRefused>? refused) ? refused.Message
            : answer.Is(out Response<CaptchaTokenAccepted>? _) ? null
            : throw new RequestException($"{nameof(RedeemCaptchaToken)} got an answer of an unknown kind.");
    }
}
