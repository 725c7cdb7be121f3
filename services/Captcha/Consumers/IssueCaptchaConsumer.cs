using MassTransit;
using Sprout.Contracts;

namespace Sprout.Captcha.Consumers;

/// <summary>Makes challenges.</summary>
internal sealed class IssueCaptchaConsumer : IConsumer<IssueCaptcha>
{
    private readonly Challenges _challenges;

    public IssueCaptchaConsumer(Challenges challenges) => _challenges = challenges;

    public async Task Consume(ConsumeContext<IssueCaptcha> context)
    {
        await context.RespondAsync(new CaptchaIssued { Challenge = await _challenges.IssueAsync(context.Message, context.CancellationToken) });
        CaptchaMetrics.Count("issue", rejection: null);
    }
}
