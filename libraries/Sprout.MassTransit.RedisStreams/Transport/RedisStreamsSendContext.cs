using MassTransit.Context;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>A message that is being sent, with where it goes.</summary>
internal sealed class RedisStreamsSendContext<T>(T message, DestinationKind kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    : MessageSendContext<T>(message, cancellationToken), IRedisStreamsSendContext
    where T : class
{
    /// <summary>Serializes the message: everything about it must be settled.</summary>
    public OutgoingMessage ToOutgoing() => new(
        kind,
        names,
        EntryWriter.Write(this),
        Delay is { } delay && delay > TimeSpan.Zero ? (long)Math.Ceiling(delay.TotalMilliseconds) : null,
        ScheduledMessageId ?? MessageId ?? Guid.NewGuid());
}
