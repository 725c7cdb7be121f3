using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Loads sagas and stores them by compare-and-set: one script checks the version and every condition, then writes everything.</summary>
internal sealed class RedisSagaStore<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaRepositoryOptions<TSaga> _options;
    private readonly IRedisSagaCommit<TSaga>? _commit;
    private readonly Lazy<IDatabase> _database;

    public RedisSagaStore(RedisSagaRepositoryOptions<TSaga> options, IServiceProvider provider)
    {
        _options = options;
        _commit = options.CommitType is { } type ? (IRedisSagaCommit<TSaga>)provider.GetRequiredService(type) : null;
        // A factory that fails is asked again.
        _database = new(() => options.ConnectionFactory(provider).GetDatabase(), LazyThreadSafetyMode.PublicationOnly);
    }

    public async Task<StoredSaga<TSaga>?> LoadAsync(Guid correlationId, CancellationToken cancellationToken)
    {
        var data = (RedisValue)await _database.Value.ExecuteAsync("HGET", [_options.Key(correlationId).Name, "data"], cancellationToken);
        return data.IsNull ? null : new StoredSaga<TSaga>(data.Memory, _options.SerializerOptions);
    }

    public async Task InsertAsync(TSaga saga, CancellationToken cancellationToken)
    {
        saga.Version = 1;
        await WriteAsync(before: null, saga, saga.CorrelationId, cancellationToken);
    }

    /// <summary>Stores the saga unless it is what was loaded: a message that changed nothing costs no write.</summary>
    public async Task UpdateAsync(StoredSaga<TSaga> stored, TSaga saga, CancellationToken cancellationToken)
    {
        if (stored.HasSameContentAs(saga))
            return;
        saga.Version = stored.Version + 1;
        await WriteAsync(stored, saga, saga.CorrelationId, cancellationToken);
    }

    public Task DeleteAsync(StoredSaga<TSaga> stored, Guid correlationId, CancellationToken cancellationToken) =>
        WriteAsync(stored, after: null, correlationId, cancellationToken);

    private async Task WriteAsync(StoredSaga<TSaga>? before, TSaga? after, Guid correlationId, CancellationToken cancellationToken)
    {
        var writes = new RedisSagaWrites();
        _commit?.Describe(before?.ReadAgain(), after, writes);
        var arguments = RedisSagaScript.Arguments(
            before?.Version,
            after is null ? default : StoredSaga<TSaga>.Serialize(after, _options.SerializerOptions),
            after?.Version,
            _options.Expiry,
            writes);
        var reply = await _database.Value.ScriptEvaluateAsync(RedisSagaScript.Write, [_options.Key(correlationId)], arguments, cancellationToken);
        switch ((string?)reply)
        {
            case "OK":
                return;
            case "VERSION":
                throw new RedisSagaConcurrencyException("it was written by somebody else meanwhile", typeof(TSaga), correlationId);
            case { } refusal:
                throw new RedisSagaConcurrencyException($"a condition of its write no longer holds ({refusal})", typeof(TSaga), correlationId);
            case null:
                throw new RedisServerException("ERR the saga script answered nothing");
        }
    }
}
