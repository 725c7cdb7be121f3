using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>One attempt at one message: remembers what was loaded, so that the write can be compared with it.</summary>
internal sealed class RedisSagaSession<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaStore<TSaga> _store;
    private readonly CancellationToken _cancellationToken;
    private StoredSaga<TSaga>? _stored;

    public RedisSagaSession(RedisSagaStore<TSaga> store, CancellationToken cancellationToken)
    {
        _store = store;
        _cancellationToken = cancellationToken;
    }

    public async Task<TSaga?> LoadAsync(Guid correlationId)
    {
        _stored = await _store.LoadAsync(correlationId, _cancellationToken);
        return _stored?.Saga;
    }

    public Task InsertAsync(TSaga saga) => _store.InsertAsync(saga, _cancellationToken);

    public Task UpdateAsync(TSaga saga) => _store.UpdateAsync(Loaded(), saga, _cancellationToken);

    public Task DeleteAsync(TSaga saga) => _store.DeleteAsync(Loaded(), saga.CorrelationId, _cancellationToken);

    private StoredSaga<TSaga> Loaded() =>
        _stored ?? throw new InvalidOperationException($"A {typeof(TSaga).Name} that was not loaded cannot be updated or deleted.");
}
