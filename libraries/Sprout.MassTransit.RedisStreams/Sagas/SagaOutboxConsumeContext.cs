using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>The context in which a saga handles a message: what is sent through it waits for the saga.</summary>
internal sealed class SagaOutboxConsumeContext<TMessage> : ConsumeContextProxy<TMessage>, ISagaOutbox, OutboxSendContext
    where TMessage : class
{
    private readonly SagaOutbox _outbox;
    private readonly IServiceProvider _provider;

    public SagaOutboxConsumeContext(ConsumeContext<TMessage> context, SagaOutbox outbox, IServiceProvider provider)
        : base(context)
    {
        _outbox = outbox;
        _provider = provider;
        var receiveContext = new OutboxReceiveContext(this, context.ReceiveContext);
        ReceiveContext = receiveContext;
        PublishEndpointProvider = receiveContext.PublishEndpointProvider;
        if (context.TryGetPayload(out MessageSchedulerContext? scheduler))
        {
            // Otherwise what is scheduled would be sent through the context outside.
            context.AddOrUpdatePayload<MessageSchedulerContext>(
                () => new ConsumeMessageSchedulerContext(this, scheduler.SchedulerFactory),
                existing => new ConsumeMessageSchedulerContext(this, existing.SchedulerFactory));
        }
    }

    public Task AddSend<T>(SendContext<T> context)
        where T : class => _outbox.AddAsync(context);

    public void Cancel(Guid scheduledMessageId) => _outbox.Cancel(scheduledMessageId);

    public object? GetService(Type serviceType) => _provider.GetService(serviceType);
}
