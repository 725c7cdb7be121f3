using MassTransit;
using MassTransit.Middleware;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The connection of a bus from its start to its stop: what is sent, what is declared, and the pump of delayed messages.</summary>
internal sealed class TransportConnection : Agent
{
    private readonly RedisStreamsHostSettings _settings;
    private readonly Lazy<Task<IConnectionMultiplexer>> _multiplexer;
    private readonly Lazy<DelayPump> _pump;
    private readonly Lazy<EpochWatch> _watch;

    public TransportConnection(RedisStreamsHostSettings settings)
    {
        _settings = settings;
        Keys = new(settings.KeyPrefix);
        Epoch = new(this, settings.RecoveryGrace);
        _multiplexer = new(ConnectAsync);
        _pump = new(() => new(this));
        _watch = new(() => new(this, settings.RecoveryGrace));
        SetReady();
    }

    public TransportKeys Keys { get; }

    /// <summary>Whether Redis still has what was declared.</summary>
    public TransportEpoch Epoch { get; }

    public TimeProvider Time => _settings.TimeProvider;

    /// <summary>How long is waited for Redis while it is away.</summary>
    public TimeSpan SendTimeout => _settings.SendTimeout;

    /// <summary>What spreads waits.</summary>
    public Random Random => _settings.Random ?? Random.Shared;

    /// <summary>Whether this is also how <paramref name="other"/> reaches Redis, so that one script can write for both.</summary>
    public bool IsOver(IConnectionMultiplexer other) =>
        ReferenceEquals(_settings.Shared, other)
        || (_settings.Shared?.Options ?? _settings.Options!) is var mine
        && mine.Host == other.Options.Host && mine.Port == other.Options.Port && mine.DefaultDatabase == other.Options.DefaultDatabase;

    public async ValueTask<IDatabase> DatabaseAsync() => (await _multiplexer.Value).GetDatabase();

    public async Task<IBlockingConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        // Who receives also delivers what is due, also for those who have died, and binds its queues again when that is lost.
        (_, _) = (_pump.Value, _watch.Value);
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
        var started = Time.GetTimestamp();
        var delay = TimeSpan.FromMilliseconds(25);
        while (true)
        {
            try
            {
                if (await TrySendAsync(messages, cancellationToken))
                    break;
                await Epoch.RecoverAsync(cancellationToken);
            }
            catch (Exception exception) when (RedisFailure.IsTransient(exception) && Time.GetElapsedTime(started) < SendTimeout && !IsStopping)
            {
                LogContext.Debug?.Log("Redis did not take a message and is asked again: {Reason}", exception.Message);
                await Task.Delay(delay, Time, cancellationToken);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.TicksPerSecond * 2));
            }
        }

        Expect(messages);
    }

    /// <summary>Sees to it that those which were put aside are delivered on time.</summary>
    public void Expect(IReadOnlyList<OutgoingMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
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
        if ((long)await database.ScriptEvaluateAsync(TransportScripts.Send, [Keys.Epoch], arguments, cancellationToken) < 0)
            return false;
        Epoch.Confirm();
        return true;
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
                var arguments = new List<RedisValue>(2 + (2 * message.Fields.Count)) { await Epoch.KnowAsync(cancellationToken), Keys.QueuePrefix };
                OutgoingMessage.AppendFields(arguments, message.Fields);
                return (long)await database.ScriptEvaluateAsync(TransportScripts.Publish, message.To.TopicKeys(Keys), arguments, cancellationToken) >= 0;
        }
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
