using MassTransit;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Receives until the endpoint is stopped, or Redis is away for too long.</summary>
internal sealed class ReceiverFilter(RedisStreamsReceiveEndpointContext endpoint) : IFilter<ReceiverContext>
{
    public async Task Send(ReceiverContext context, IPipe<ReceiverContext> next)
    {
        var receiver = new StreamReceiver(context.Connection, endpoint);
        endpoint.AddConsumeAgent(receiver);
        await receiver.Ready;
        await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
        try
        {
            await receiver.Completed;
        }
        finally
        {
            await endpoint.TransportObservers.NotifyCompleted(endpoint.InputAddress, receiver);
            endpoint.LogConsumerCompleted(receiver.DeliveryCount, receiver.ConcurrentDeliveryCount);
        }

        receiver.ThrowIfFailed();
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redisStreamsReceiver");
}
