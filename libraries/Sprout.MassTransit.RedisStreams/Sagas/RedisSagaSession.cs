using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>One attempt at one message: remembers what was loaded, so that the write can be compared with it.</summary>
internal sealed class RedisSagaSession<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaStore<TSaga> _store;
    private readonly SagaOutbox? _outbox;
    private readonly CancellationToken _cancellationToken;
    private StoredSaga<TSaga>? _stored;

    public RedisSagaSession(RedisSagaStore<TSaga> store, SagaOutbox? outbox, CancellationToken cancellationToken)
    {
        _store = store;
        _outbox = outbox;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Throws <see cref="RedisSagaHandledException"/> when the saga has handled this message before.</summary>
    public async Task<TSaga?> LoadAsync(Guid correlationId)
    {
        _stored = await _store.LoadAsync(correlationId, _outbox?.Handled, _cancellationToken);
        return _stored?.Saga;
    }

    /// <summary>Stores a new saga ahead of its first message. Not where messages are stored with it: it would count as stored before it was handled.</summary>
    public Task InsertAheadAsync(TSaga saga) => _outbox is null
        ? InsertAsync(saga)
        : throw new NotSupportedException(
            $"InsertOnInitial is not for {TypeCache<TSaga>.ShortName} over Redis Streams: the saga is inserted with the messages that it sends. Set InsertOnInitial to false; two initial events at once are settled by a retry.");

    public Task InsertAsync(TSaga saga) => _store.InsertAsync(saga, _outbox, _cancellationToken);

    public Task UpdateAsync(TSaga saga) => _store.UpdateAsync(Loaded(), saga, _outbox, _cancellationToken);

    public Task DeleteAsync(TSaga saga) => _store.DeleteAsync(Loaded(), saga.CorrelationId, _outbox, _cancellationToken);

    /// <summary>For a saga that ended with its first message: nothing is stored but that it was handled, and what it sent.</summary>
    public Task DiscardAsync(TSaga saga) => _outbox is null or { IsEmpty: true } ? Task.CompletedTask : _store.DiscardAsync(saga.CorrelationId, _outbox, _cancellationToken);

    private StoredSaga<TSaga> Loaded() =>
        _stored ?? throw new InvalidOperationException($"A {typeof(TSaga).Name} that was not loaded cannot be updated or deleted.");
}
