using MassTransit.Middleware;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What the pipe of a receive transport works with: the connection of this run.</summary>
internal sealed class ReceiverContext(TransportConnection connection, CancellationToken cancellationToken) : BasePipeContext(cancellationToken)
{
    public TransportConnection Connection => connection;
}
