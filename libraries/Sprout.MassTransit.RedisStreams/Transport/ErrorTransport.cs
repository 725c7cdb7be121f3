using MassTransit;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Moves a message that failed, with why, to the error queue.</summary>
internal sealed class ErrorTransport(string errorQueue) : IErrorTransport
{
    public Task Send(ExceptionReceiveContext context) =>
        context.TryGetPayload(out EntryLock? entry)
            ? entry.MoveAsync(errorQueue, context.ExceptionHeaders.GetAll())
            : throw new TransportException(context.InputAddress, "The message did not come over Redis Streams.");
}
