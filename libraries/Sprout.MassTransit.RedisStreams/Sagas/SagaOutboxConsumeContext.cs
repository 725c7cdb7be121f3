using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Util;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>
/// The context in which a saga handles a message: what is sent, scheduled or redelivered through it waits for the saga. What it adds to the context
/// stays inside: others that handle the same message go on with theirs.
/// </summary>
internal sealed class SagaOutboxConsumeContext<TMessage> : ConsumeContextScope<TMessage>, ISagaOutbox, OutboxSendContext, MessageRedeliveryContext
    where TMessage : class
{
    private readonly SagaOutbox _outbox;
    private readonly IServiceProvider _provider;
    private readonly PendingTaskCollection _tasks = new(capacity: 4);

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
            AddOrUpdatePayload<MessageSchedulerContext>(
                () => new ConsumeMessageSchedulerContext(this, scheduler.SchedulerFactory),
                existing => new ConsumeMessageSchedulerContext(this, existing.SchedulerFactory));
        }
    }

    /// <inheritdoc/>
    public override Task ConsumeCompleted => _tasks.Completed(CancellationToken);

    /// <inheritdoc/>
    public override void AddConsumeTask(Task task) => _tasks.Add(task);

    public Task AddSend<T>(SendContext<T> context)
        where T : class => _outbox.AddAsync(context);

    public void Cancel(Guid scheduledMessageId) => _outbox.Cancel(scheduledMessageId);

    // A copy under an id of its own, for under the old one the saga would take it for handled.
    public Task ScheduleRedelivery(TimeSpan delay, Action<ConsumeContext, SendContext>? callback = null) =>
        new DelayedMessageRedeliveryContext<TMessage>(this, RedeliveryOptions.ReplaceMessageId).ScheduleRedelivery(delay, callback);

    public object? GetService(Type serviceType) => _provider.GetService(serviceType);
}
