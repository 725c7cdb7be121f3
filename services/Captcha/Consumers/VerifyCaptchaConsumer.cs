using MassTransit;
using Sprout.Contracts;

namespace Sprout.Captcha.Consumers;

/// <summary>Checks answers.</summary>
internal sealed class VerifyCaptchaConsumer : IConsumer<VerifyCaptcha>
{
    private readonly Answers _answers;
    private readonly TimeProvider _time;

    public VerifyCaptchaConsumer(Answers answers, TimeProvider time) => (_answers, _time) = (answers, time);

    public async Task Consume(ConsumeContext<VerifyCaptcha> context)
    {
        var (solved, rejection) = await _answers.CheckAsync(context.Message, context.CancellationToken);
        CaptchaMetrics.Count("answer", rejection);
        if (rejection is not { } reason)
        {
            await context.RespondAsync(solved!);
            return;
        }

        if (Rejections.IsFailure(reason))
            await context.Publish(FailedCaptchas.Of(context.Message.Visitor, context.Message.AddressPrefix, reason, _time));
        var told = Rejections.Told(reason);
        await context.RespondAsync(new CaptchaRejected { Reason = told, Message = Rejections.Describe(told) });
    }
}
