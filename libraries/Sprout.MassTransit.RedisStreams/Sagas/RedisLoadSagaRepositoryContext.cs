using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Loads sagas outside of any message.</summary>
internal sealed class RedisLoadSagaRepositoryContext<TSaga> : BasePipeContext, LoadSagaRepositoryContext<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaSession<TSaga> _session;

    public RedisLoadSagaRepositoryContext(RedisSagaSession<TSaga> session, CancellationToken cancellationToken)
        : base(cancellationToken) => _session = session;

    // The interface is older than nullable references; null means that there is none.
    public async Task<TSaga> Load(Guid correlationId) => (await _session.LoadAsync(correlationId))!;
}
