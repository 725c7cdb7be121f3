using MassTransit;
using MassTransit.Middleware;
using MassTransit.Transports;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Sends to one queue, or to the topics of one message type.</summary>
internal sealed class RedisStreamsSendTransportContext(
    RedisStreamsHostConfiguration host, ReceiveEndpointContext endpoint, string entityName, Destination destination, bool isByAddress)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    public override string EntityName => entityName;

    public override string ActivitySystem => "redis";

    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new RedisStreamsSendContext<T>(message, isByAddress ? DestinationOf<T>() : destination, SendObservers, cancellationToken);
        await pipe.Send(context);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => CreateSendContext(message, pipe, cancellationToken);

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken = default) => pipe.Send(new Sending(cancellationToken));

    public Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        sendContext.CancellationToken.ThrowIfCancellationRequested();
        var context = (IRedisStreamsSendContext)sendContext;
        return host.Connection.SendAsync(context.ToOutgoing(), sendContext.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.Set(new { EntityName, Kind = destination.Kind.ToString() });

    // Also what is sent to the topic of its type by address, as schedulers do, reaches who listens for what the type implements.
    private Destination DestinationOf<T>()
        where T : class =>
        destination.Kind == DestinationKind.Topics && host.PublishTopology.Of<T>() is var topology && topology.Topic == entityName ? topology.Destination : destination;

    private sealed class Sending(CancellationToken cancellationToken) : BasePipeContext(cancellationToken);
}
