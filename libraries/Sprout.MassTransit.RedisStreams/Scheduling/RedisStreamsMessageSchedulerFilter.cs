using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Scheduling;

/// <summary>Gives consumers and sagas a scheduler whose cancel works.</summary>
internal sealed class RedisStreamsMessageSchedulerFilter : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, Create));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redisStreamsScheduler");

    private static MessageScheduler Create(ConsumeContext context) => new(
        new RedisStreamsScheduleMessageProvider(
            context, () => context.GetPayload<TransportConnection>(), () => context.TryGetPayload(out ISagaOutbox? outbox) ? outbox : null),
        context.GetPayload<IBusTopology>());
}
