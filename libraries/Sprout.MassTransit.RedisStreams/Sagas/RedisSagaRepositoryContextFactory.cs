using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware.InMemoryOutbox;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Sagas;

internal sealed class RedisSagaRepositoryContextFactory<TSaga> : ISagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaStore<TSaga> _store;
    private readonly ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> _factory;
    private readonly IServiceProvider _provider;

    public RedisSagaRepositoryContextFactory(
        RedisSagaStore<TSaga> store, ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> factory, IServiceProvider provider)
    {
        _store = store;
        _factory = factory;
        _provider = provider;
    }

    public void Probe(ProbeContext context) => context.Add("persistence", "redis");

    // Over Redis Streams on the same Redis, what the handler sends is stored with the saga. Over another transport it is sent as it comes; an
    // in-memory outbox on the endpoint then holds it back until the saga is stored.
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        context.TryGetPayload(out TransportConnection? connection) && connection.IsOver(_store.Connection)
            ? SendAsync(context, connection, next)
            : next.Send(new RedisSagaRepositoryContext<TSaga, T>(new(_store, outbox: null, context.CancellationToken), context, _factory));

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class =>
        throw new NotImplementedByDesignException("Sagas in Redis are found by their correlation id only; correlate the event by id.");

    public Task<T> Execute<T>(Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class =>
        asyncMethod(new RedisLoadSagaRepositoryContext<TSaga>(new(_store, outbox: null, cancellationToken), cancellationToken));

    private async Task SendAsync<T>(ConsumeContext<T> context, TransportConnection connection, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        if (context.HasPayloadType(typeof(OutboxContext)))
        {
            throw new NotSupportedException(
                $"The endpoint of {TypeCache<TSaga>.ShortName} uses an in-memory outbox, which would send the saga's messages after the saga is stored. Remove UseInMemoryOutbox: the Redis saga repository stores them with the saga.");
        }

        var outbox = new SagaOutbox(connection, HandledMessage.Of(context));
        var inside = new SagaOutboxConsumeContext<T>(context, outbox, _provider);
        using var scoped = context.TryGetPayload(out IServiceScope? scope)
            ? scope.ServiceProvider.GetService<IScopedConsumeContextProvider>()?.PushContext(inside)
            : null;
        try
        {
            await next.Send(new RedisSagaRepositoryContext<TSaga, T>(new(_store, outbox, context.CancellationToken), inside, _factory));
            await inside.ConsumeCompleted;
            await outbox.FlushAsync(context.CancellationToken);
        }
        catch (RedisSagaHandledException)
        {
            LogContext.Debug?.Log("Message {MessageId} has been handled by {Saga} before and is only acknowledged", context.MessageId, TypeCache<TSaga>.ShortName);
        }
    }
}
