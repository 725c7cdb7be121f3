using MassTransit;
using Sprout.Contracts;

namespace Sprout.Captcha.Consumers;

/// <summary>Lets tokens be used.</summary>
internal sealed class RedeemCaptchaTokenConsumer : IConsumer<RedeemCaptchaToken>
{
    private readonly Redemptions _redemptions;
    private readonly TimeProvider _time;

    public RedeemCaptchaTokenConsumer(Redemptions redemptions, TimeProvider time) => (_redemptions, _time) = (redemptions, time);

    public async Task Consume(ConsumeContext<RedeemCaptchaToken> context)
    {
        var wish = context.Message;
        var rejection = await _redemptions.RedeemAsync(wish, context.CancellationToken);
        CaptchaMetrics.Count("redeem", rejection);
        if (rejection is not { } reason)
        {
            await context.RespondAsync(new CaptchaTokenAccepted { OperationId = wish.OperationId });
            return;
        }

        if (Rejections.IsFailure(reason))
            await context.Publish(FailedCaptchas.Of(wish.Visitor, wish.AddressPrefix, reason, _time));
        await context.RespondAsync(new CaptchaTokenRefused { OperationId = wish.OperationId, Reason = reason, Message = Rejections.Describe(reason) });
    }
}
