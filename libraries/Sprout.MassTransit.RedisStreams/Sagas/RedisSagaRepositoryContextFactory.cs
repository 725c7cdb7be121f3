using MassTransit;
using MassTransit.Saga;

namespace Sprout.MassTransit.RedisStreams.Sagas;

internal sealed class RedisSagaRepositoryContextFactory<TSaga> : ISagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaStore<TSaga> _store;
    private readonly ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> _factory;

    public RedisSagaRepositoryContextFactory(RedisSagaStore<TSaga> store, ISagaConsumeContextFactory<RedisSagaSession<TSaga>, TSaga> factory)
    {
        _store = store;
        _factory = factory;
    }

    public void Probe(ProbeContext context) => context.Add("persistence", "redis");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        next.Send(new RedisSagaRepositoryContext<TSaga, T>(new(_store, context.CancellationToken), context, _factory));

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class =>
        throw new NotImplementedByDesignException("Sagas in Redis are found by their correlation id only; correlate the event by id.");

    public Task<T> Execute<T>(Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class =>
        asyncMethod(new RedisLoadSagaRepositoryContext<TSaga>(new(_store, cancellationToken), cancellationToken));
}
