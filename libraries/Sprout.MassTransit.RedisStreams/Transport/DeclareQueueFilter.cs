using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Makes the queue and its bindings without receiving: for a process that only prepares the topology.</summary>
internal sealed class DeclareQueueFilter(RedisStreamsReceiveEndpointContext endpoint) : IFilter<ReceiverContext>
{
    public async Task Send(ReceiverContext context, IPipe<ReceiverContext> next)
    {
        await new QueueClient(context.Connection, endpoint.Settings, endpoint.Topics, consumer: "").DeclareAsync(context.CancellationToken);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redisStreamsTopology");
}
