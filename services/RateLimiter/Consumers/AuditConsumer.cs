using MassTransit;
using Sprout.Contracts;
using Sprout.RateLimiter.Audit;

namespace Sprout.RateLimiter.Consumers;

/// <summary>Writes the audit.</summary>
internal sealed class AuditConsumer : IConsumer<RateLimitExceeded>, IConsumer<CaptchaFailed>, IConsumer<AuthenticationFailed>
{
    private readonly AuditTrail _audit;

    public AuditConsumer(AuditTrail audit) => _audit = audit;

    public Task Consume(ConsumeContext<RateLimitExceeded> context) => WriteAsync(
        context,
        "rate_limit_exceeded",
        context.Message.At,
        ("policy", context.Message.Policy),
        ("subject", context.Message.Subject),
        ("route", context.Message.Route),
        ("resets_at", AuditTrail.Format(context.Message.ResetsAt)));

    public Task Consume(ConsumeContext<CaptchaFailed> context) => WriteAsync(
        context,
        "captcha_failed",
        context.Message.At,
        ("visitor", context.Message.Visitor),
        ("address_prefix", context.Message.AddressPrefix),
        ("reason", AuditTrail.Format(context.Message.Reason)));

    public Task Consume(ConsumeContext<AuthenticationFailed> context) => WriteAsync(
        context,
        "authentication_failed",
        context.Message.At,
        ("address_prefix", context.Message.AddressPrefix),
        ("reason", AuditTrail.Format(context.Message.Reason)),
        ("key_name", context.Message.KeyName));

    // A message that is delivered twice is written twice; its id says so.
    private Task WriteAsync(ConsumeContext context, string @event, DateTimeOffset at, params (string Name, string? Value)[] fields) =>
        _audit.WriteAsync(@event, at, [("message_id", context.MessageId?.ToString("D")), .. fields], context.CancellationToken);
}
