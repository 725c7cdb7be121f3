using MassTransit;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Moves a message that nobody wanted to the queue of skipped ones.</summary>
internal sealed class DeadLetterTransport(string skippedQueue) : IDeadLetterTransport
{
    public Task Send(ReceiveContext context, string? reason) =>
        context.TryGetPayload(out EntryLock? entry)
            ? entry.MoveAsync(skippedQueue, [new(MessageHeaders.Reason, reason ?? "Unspecified")])
            : throw new TransportException(context.InputAddress, "The message did not come over Redis Streams.");
}
