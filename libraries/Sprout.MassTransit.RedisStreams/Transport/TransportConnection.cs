using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Middleware;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The connection of a bus from its start to its stop: what is sent, what is declared, and the pump of delayed messages.</summary>
internal sealed class TransportConnection : Agent
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly RedisStreamsHostSettings _settings;
    private readonly Lazy<Task<IConnectionMultiplexer>> _multiplexer;
    private readonly RedisValue _graceWord;
    private readonly ConcurrentDictionary<IConnectionMultiplexer, bool> _others = new();
    private readonly Lazy<DelayPump> _pump;
    private readonly Lazy<EpochWatch> _watch;

    public TransportConnection(RedisStreamsHostSettings settings, ISetScopedConsumeContext? scopeSetter)
    {
        ScopeSetter = scopeSetter;
        _settings = settings;
        Keys = new(settings.KeyPrefix);
        Epoch = new(this, settings.RecoveryGrace);
        _multiplexer = new(ConnectAsync);
        _graceWord = (long)settings.RecoveryGrace.TotalMilliseconds;
        _pump = new(() => new(this));
        _watch = new(() => new(this, settings.RecoveryGrace));
        SetReady();
    }

    public TransportKeys Keys { get; }

    /// <summary>By which services of a message's scope send through the context of that message; null without a container.</summary>
    public ISetScopedConsumeContext? ScopeSetter { get; }

    /// <summary>Whether Redis still has what was declared.</summary>
    public TransportEpoch Epoch { get; }

    public TimeProvider Time => _settings.TimeProvider;

    /// <summary>How long is waited for Redis while it is away.</summary>
    public TimeSpan SendTimeout => _settings.SendTimeout;

    /// <summary>What spreads waits.</summary>
    public Random Random => _settings.Random ?? Random.Shared;

    /// <summary>Whether <paramref name="other"/> leads to the same Redis and database, under whichever name, so that one script can write for both.</summary>
    public async ValueTask<bool> IsOverAsync(IConnectionMultiplexer other, CancellationToken cancellationToken)
    {
        if (IsOver(other))
            return true;
        if (_others.TryGetValue(other, out var known))
            return known;
        var isSame = (_settings.Shared?.Options ?? _settings.Options!).DefaultDatabase == other.Options.DefaultDatabase
            && await RunIdAsync(await DatabaseAsync(), cancellationToken) == await RunIdAsync(other.GetDatabase(), cancellationToken);
        return _others[other] = isSame;
    }

    /// <summary>The same without asking Redis: false also where only the names differ.</summary>
    public bool IsOver(IConnectionMultiplexer other) =>
        ReferenceEquals(_settings.Shared, other)
        || (_settings.Shared?.Options ?? _settings.Options!) is var mine
        && string.Equals(mine.Host, other.Options.Host, StringComparison.OrdinalIgnoreCase) && mine.Port == other.Options.Port && mine.DefaultDatabase == other.Options.DefaultDatabase;

    public async ValueTask<IDatabase> DatabaseAsync() => (await _multiplexer.Value).GetDatabase();

    /// <summary>Begins with what every process does for all: deliver what is due, and look whether Redis still has its data.</summary>
    public void Begin() => (_, _) = (_pump.Value, _watch.Value);

    public async Task<IBlockingConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        Begin();
        return await (await _multiplexer.Value).OpenBlockingConnectionAsync(cancellationToken);
    }

    /// <summary>Delivers the message, or puts it aside until it is due; returns once Redis has answered.</summary>
    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => SendAsync([message], cancellationToken);

    /// <summary>
    /// Delivers all of them in one script. Tries again while Redis is away, up to the send time-out; then throws what Redis said. A message whose
    /// answer was lost may have been delivered, and is delivered again.
    /// </summary>
    public async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var (started, delay) = (Time.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                if (await TrySendAsync(messages, cancellationToken))
                    break;
                await Epoch.RecoverAsync(cancellationToken);
                (started, delay) = (Time.GetTimestamp(), FirstPause);
                continue;
            }
            catch (Exception exception) when (RedisFailure.IsTransient(exception) && Time.GetElapsedTime(started) < SendTimeout && !IsStopping)
            {
                LogContext.Debug?.Log("Redis did not answer and is asked again: {Reason}", exception.Message);
            }

            await Task.Delay(delay, Time, cancellationToken);
            delay = delay * 2 < LongestPause ? delay * 2 : LongestPause;
        }

        Expect(messages);
    }

    /// <summary>Sees to it that those which were put aside are delivered on time.</summary>
    public void Expect(IReadOnlyList<OutgoingMessage> messages)
    {
        for (var i = 0; i < messages.Count && !IsStopping; i++)
        {
            if (messages[i].DelayMilliseconds is { } wait)
                _pump.Value.Expect(wait);
        }
    }

    /// <summary>Takes a delayed message back; false when it has been delivered, or there is none.</summary>
    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync();
        return (long)await database.ScriptEvaluateAsync(TransportScripts.Cancel, [Keys.Delayed, Keys.DelayedMessage(id)], [id.ToString("D")], cancellationToken) > 0;
    }

    protected override Task StopAgent(StopContext context)
    {
        SetCompleted(CloseAsync());
        return Completed;
    }

    private async Task<bool> TrySendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync();
        if (messages is [{ DelayMilliseconds: null } only])
            return await TrySendNowAsync(database, only, cancellationToken);
        var arguments = new List<RedisValue> { Keys.Prefix, await Epoch.KnowAsync(cancellationToken) };
        foreach (var message in messages)
            message.AppendTo(arguments);
        return (long)await database.ScriptEvaluateAsync(TransportScripts.Send, [Keys.Epoch], arguments, cancellationToken) >= 0;
    }

    // What most messages are, in as few words as possible: Redis' one thread is what all processes share.
    private async ValueTask<bool> TrySendNowAsync(IDatabase database, OutgoingMessage message, CancellationToken cancellationToken)
    {
        switch (message.To.Kind)
        {
            case DestinationKind.Queue:
                // It is made where it is missing, so nothing can be lost on the way.
                await database.StreamAddAsync(message.To.QueueKey(Keys), message.Fields, cancellationToken: cancellationToken);
                return true;
            case DestinationKind.Temporary:
                var words = new List<RedisValue>(3 + (2 * message.Fields.Count)) { message.To.QueueKey(Keys).Name, "NOMKSTREAM", "*" };
                OutgoingMessage.AppendFields(words, message.Fields);
                // Nobody waits for it any more, unless Redis has lost the queue while its owner lives.
                return !(await database.ExecuteAsync("XADD", words, cancellationToken)).IsNull || await Epoch.HoldsAsync(cancellationToken);
            default:
                if (message.To.TopicKeys(Keys).Count == 1)
                    return true; // a type that is excluded from publishing, and implements nothing that is not
                return await TryPublishAsync(database, message, cancellationToken);
        }
    }

    private async ValueTask<bool> TryPublishAsync(IDatabase database, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var arguments = new List<RedisValue>(3 + (2 * message.Fields.Count)) { await Epoch.KnowAsync(cancellationToken), Keys.QueuePrefix, _graceWord };
        OutgoingMessage.AppendFields(arguments, message.Fields);
        while (true)
        {
            var taken = (long)await database.ScriptEvaluateAsync(TransportScripts.Publish, message.To.TopicKeys(Keys), arguments, cancellationToken);
            if (taken != -2)
                return taken >= 0;
            // Nobody is bound yet, and Redis' data is so young that somebody may just be about to.
            await Task.Delay(_settings.RecoveryGrace / 10, Time, cancellationToken);
        }
    }

    // Another one after each start of the server, and so the same for both names only while they lead to one server.
    private static async Task<string> RunIdAsync(IDatabase database, CancellationToken cancellationToken)
    {
        var info = (string?)await database.ExecuteAsync("INFO", ["server"], cancellationToken) ?? "";
        return info.Split("\r\n").First(line => line.StartsWith("run_id:", StringComparison.Ordinal));
    }

    private async Task<IConnectionMultiplexer> ConnectAsync() =>
        _settings.Shared ?? await ConnectionMultiplexer.ConnectAsync(_settings.Options!, Time, cancellationToken: Stopped);

    private async Task CloseAsync()
    {
        if (_watch.IsValueCreated)
            await _watch.Value.DisposeAsync();
        if (_pump.IsValueCreated)
            await _pump.Value.DisposeAsync();
        if (_settings.Shared is null && _multiplexer.IsValueCreated)
            await (await _multiplexer.Value).DisposeAsync();
    }
}
