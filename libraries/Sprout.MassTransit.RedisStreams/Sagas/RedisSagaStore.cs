using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Loads sagas and stores them by compare-and-set: one script checks the version and every condition, then writes everything.</summary>
internal sealed class RedisSagaStore<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly RedisSagaRepositoryOptions<TSaga> _options;
    private readonly IRedisSagaCommit<TSaga>? _commit;
    private readonly Lazy<IConnectionMultiplexer> _connection;

    public RedisSagaStore(RedisSagaRepositoryOptions<TSaga> options, IServiceProvider provider)
    {
        _options = options;
        _commit = options.CommitType is { } type ? (IRedisSagaCommit<TSaga>)provider.GetRequiredService(type) : null;
        // A factory that fails is asked again.
        _connection = new(() => options.ConnectionFactory(provider), LazyThreadSafetyMode.PublicationOnly);
    }

    public IConnectionMultiplexer Connection => _connection.Value;

    private IDatabase Database => _connection.Value.GetDatabase();

    /// <summary>Throws <see cref="RedisSagaHandledException"/> when the saga has handled this message before.</summary>
    public async Task<StoredSaga<TSaga>?> LoadAsync(Guid correlationId, HandledMessage? handled, CancellationToken cancellationToken)
    {
        var fields = await Database.ExecuteAsync("HMGET", [_options.Key(correlationId).Name, "data", handled?.Field ?? "data"], cancellationToken);
        if (handled is not null && !fields[1].IsNull)
            throw new RedisSagaHandledException();
        var data = (RedisValue)fields[0];
        return data.IsNull ? null : new StoredSaga<TSaga>(data.Memory, _options.SerializerOptions);
    }

    public async Task InsertAsync(TSaga saga, SagaOutbox? outbox, CancellationToken cancellationToken)
    {
        saga.Version = 1;
        await WriteAsync(before: null, saga, saga.CorrelationId, outbox, cancellationToken);
    }

    /// <summary>Stores the saga unless it is what was loaded, and sends nothing: a message that changed nothing costs no write.</summary>
    public async Task UpdateAsync(StoredSaga<TSaga> stored, TSaga saga, SagaOutbox? outbox, CancellationToken cancellationToken)
    {
        var isChanged = !stored.HasSameContentAs(saga);
        if (!isChanged && outbox is null or { IsEmpty: true })
            return;
        if (isChanged)
            saga.Version = stored.Version + 1;
        await WriteAsync(stored, saga, saga.CorrelationId, outbox, cancellationToken);
    }

    public Task DeleteAsync(StoredSaga<TSaga> stored, Guid correlationId, SagaOutbox? outbox, CancellationToken cancellationToken) =>
        WriteAsync(stored, after: null, correlationId, outbox, cancellationToken);

    public Task DiscardAsync(Guid correlationId, SagaOutbox outbox, CancellationToken cancellationToken) =>
        WriteAsync(before: null, after: null, correlationId, outbox, cancellationToken);

    private async Task WriteAsync(StoredSaga<TSaga>? before, TSaga? after, Guid correlationId, SagaOutbox? outbox, CancellationToken cancellationToken)
    {
        var writes = new RedisSagaWrites();
        // Without a change there is nothing to describe: only messages are sent.
        if (before?.Version != after?.Version)
            _commit?.Describe(before?.ReadAgain(), after, writes);
        var write = new SagaWrite(
            before?.Version, after is null ? default : StoredSaga<TSaga>.Serialize(after, _options.SerializerOptions), after?.Version, _options.Expiry, writes);
        if (outbox is null)
            Check(await EvaluateAsync(write, null, default, []), correlationId);
        else
            await outbox.SendAsync(SendAsync);
        writes.Stored?.Invoke();

        async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, IReadOnlyList<Guid> cancelled)
        {
            writes.Commands.AddRange(outbox.Commands(cancelled));
            var epoch = messages.Count == 0 ? default : await outbox.Connection.Epoch.KnowAsync(cancellationToken);
            var reply = await EvaluateAsync(write, outbox, epoch, messages);
            if (reply == "EPOCH")
                await outbox.Connection.Epoch.RecoverAsync(cancellationToken);
            Check(reply, correlationId);
        }

        async Task<string?> EvaluateAsync(SagaWrite saga, SagaOutbox? with, RedisValue epoch, IReadOnlyList<OutgoingMessage> messages) =>
            (string?)await Database.ScriptEvaluateAsync(
                RedisSagaScript.Write, SagaWrite.Keys(_options.Key(correlationId), with), saga.Arguments(with, epoch, messages), cancellationToken);
    }

    private static void Check(string? reply, Guid correlationId)
    {
        switch (reply)
        {
            case "OK":
                return;
            case "HANDLED":
                throw new RedisSagaHandledException();
            case "VERSION":
                throw new RedisSagaConcurrencyException("it was written by somebody else meanwhile", typeof(TSaga), correlationId);
            case "EPOCH":
                throw new RedisSagaConcurrencyException("Redis has lost its data meanwhile", typeof(TSaga), correlationId);
            case { } refusal:
                throw new RedisSagaConcurrencyException($"a condition of its write no longer holds ({refusal})", typeof(TSaga), correlationId);
            case null:
                throw new RedisServerException("ERR the saga script answered nothing");
        }
    }
}
