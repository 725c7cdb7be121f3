using MassTransit;
using MassTransit.Context;
using MassTransit.Logging;
using MassTransit.Saga;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>What the saga pipeline calls while it handles one message.</summary>
internal sealed class RedisSagaRepositoryContext<TSaga, TMessage> : ConsumeContextScope<TMessage>, SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISagaVersion
    where TMessage : class
{
    private readonly RedisSagaSession<TSaga> _session;
    private readonly ConsumeContext<TMessage> _context;
    private readonly ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> _factory;

    public RedisSagaRepositoryContext(
        RedisSagaSession<TSaga> session,
        ConsumeContext<TMessage> context,
        ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> factory)
        : base(context)
    {
        _session = session;
        _context = context;
        _factory = factory;
    }

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        _factory.CreateSagaConsumeContext(_session, _context, instance, SagaConsumeContextMode.Add);

    /// <summary>Stores a new saga ahead of its first message; null, as the interface wants it, when there is one already.</summary>
    public async Task<SagaConsumeContext<TSaga, TMessage>?> Insert(TSaga instance)
    {
        try
        {
            await _session.InsertAheadAsync(instance);
        }
        catch (RedisSagaConcurrencyException exception)
        {
            _context.LogInsertFault<TSaga, TMessage>(exception, instance.CorrelationId);
            return null;
        }

        _context.LogInsert<TSaga, TMessage>(instance.CorrelationId);
        // What was inserted is loaded, so that the update compares with it.
        return await Load(instance.CorrelationId);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>?> Load(Guid correlationId) =>
        await _session.LoadAsync(correlationId) is { } instance
            ? await _factory.CreateSagaConsumeContext(_session, _context, instance, SagaConsumeContextMode.Load)
            : null;

    public Task Save(SagaConsumeContext<TSaga> context) => StoreAsync(() => _session.InsertAsync(context.Saga));

    public Task Update(SagaConsumeContext<TSaga> context) => StoreAsync(() => _session.UpdateAsync(context.Saga));

    public Task Delete(SagaConsumeContext<TSaga> context) => StoreAsync(() => _session.DeleteAsync(context.Saga));

    public Task Discard(SagaConsumeContext<TSaga> context) => StoreAsync(() => _session.DiscardAsync(context.Saga));

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => _factory.CreateSagaConsumeContext(_session, consumeContext, instance, mode);

    // What the handler sends without waiting for it is to be stored too.
    private async Task StoreAsync(Func<Task> store)
    {
        await _context.ConsumeCompleted;
        await store();
    }
}
