using MassTransit;
using MassTransit.Context;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>A message that is being sent, with where it goes.</summary>
internal sealed class RedisStreamsSendContext<T>(
    T message, Destination destination, ISendObserver observers, CancellationToken cancellationToken)
    : MessageSendContext<T>(message, cancellationToken), IRedisStreamsSendContext
    where T : class
{
    public OutgoingMessage ToOutgoing() => new(
        destination,
        EntryWriter.Write(this),
        Delay is { } delay && delay > TimeSpan.Zero ? (long)Math.Ceiling(delay.TotalMilliseconds) : null,
        ScheduledMessageId ?? NewId.NextGuid());

    public Task PreSendAsync() => observers.PreSend(this);

    public Task PostSendAsync() => observers.PostSend(this);

    public Task SendFaultAsync(Exception exception) => observers.SendFault(this, exception);
}
