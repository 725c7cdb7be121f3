using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What one consumer does to its queue, but for reading.</summary>
internal sealed class QueueClient(TransportConnection connection, RedisStreamsReceiveSettings settings, IReadOnlyList<string> topics, string consumer)
{
    private readonly RedisKey _stream = connection.Keys.Queue(settings.QueueName);
    private readonly Destination _self = new(settings.IsTemporary ? DestinationKind.Temporary : DestinationKind.Queue, [settings.QueueName]);
    private readonly string _binding = TransportKeys.Binding(settings.QueueName, settings.IsTemporary);

    public RedisKey Stream => _stream;

    /// <summary>The group is named as the queue, which is how a scaler finds it.</summary>
    public string Group => settings.QueueName;

    public string Consumer => consumer;

    /// <summary>Makes the stream, the group and the bindings, where they are missing; sets how long a temporary queue stays.</summary>
    public Task DeclareAsync(CancellationToken cancellationToken) => DeclareAsync(isToBePurged: false, cancellationToken);

    /// <summary>The same, and in the same step throws away what waits in the queue.</summary>
    public async Task DeclareAsync(bool isToBePurged, CancellationToken cancellationToken)
    {
        await connection.Epoch.KnowAsync(cancellationToken);
        List<RedisValue> arguments =
        [
            Group, settings.AutoDeleteOnIdle is { } life ? (long)life.TotalMilliseconds : "", connection.Keys.Prefix, _binding,
            TransportKeys.Binding(settings.QueueName, !settings.IsTemporary), isToBePurged ? 1 : 0, .. topics.Select(topic => (RedisValue)topic),
        ];
        await EvaluateAsync(TransportScripts.Declare, [_stream], arguments, cancellationToken);
    }

    /// <summary>Removes a temporary queue with all that waits in it, and its bindings, unless another consumer reads it still.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        // A reader asks for more every ten seconds at least.
        var alive = Math.Max((long)(settings.AutoDeleteOnIdle ?? TimeSpan.Zero).TotalMilliseconds, 30_000);
        return EvaluateAsync(
            TransportScripts.DeleteQueue, [_stream], [connection.Keys.Prefix, _binding, Group, consumer, alive, .. topics.Select(topic => (RedisValue)topic)], cancellationToken);
    }

    /// <summary>Finishes the entries; returns those that nobody holds any more, and those that another consumer has.</summary>
    public async Task<(HashSet<string> Gone, HashSet<string> Taken)> AcknowledgeAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var reply = await EvaluateAsync(ConsumerScripts.Acknowledge, [_stream], Mine(ids), cancellationToken);
        return (Texts(reply[0]), Texts(reply[1]));
    }

    /// <summary>The ids of entries that Redis counts as this consumer's, after the given one.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(string after, int count, CancellationToken cancellationToken)
    {
        var database = await connection.DatabaseAsync();
        var reply = await database.ExecuteAsync("XPENDING", [_stream.Name, Group, after.Length == 0 ? "-" : "(" + after, "+", count, consumer], cancellationToken);
        return [.. reply.Items.Select(item => (string)item[0]!)];
    }

    /// <summary>The entries themselves, without counting that as a delivery.</summary>
    public async Task<IReadOnlyList<ReceivedEntry>> FetchAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var reply = await EvaluateAsync(ConsumerScripts.Fetch, [_stream], Mine(ids), cancellationToken);
        return [.. reply.Items.Select(ReceivedEntry.OfClaim)];
    }

    /// <summary>Keeps the claims on the entries; returns those that are lost.</summary>
    public async Task<HashSet<string>> RenewAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        Texts(await EvaluateAsync(ConsumerScripts.Renew, [_stream], Mine(ids), cancellationToken));

    /// <summary>Puts an entry into another queue instead; false when this consumer no longer held it.</summary>
    public async Task<bool> MoveAsync(string id, string target, IReadOnlyList<NameValueEntry> fields, CancellationToken cancellationToken)
    {
        var arguments = Mine([id]);
        OutgoingMessage.AppendFields(arguments, fields);
        return (long)await EvaluateAsync(ConsumerScripts.Move, [_stream, connection.Keys.Queue(target)], arguments, cancellationToken) == 1;
    }

    /// <summary>Has the message come again later; false when this consumer no longer held it.</summary>
    public async Task<bool> RedeliverAsync(string id, IReadOnlyList<NameValueEntry> fields, TimeSpan delay, CancellationToken cancellationToken)
    {
        var arguments = Mine([id]);
        arguments.Add(connection.Keys.Prefix);
        var wait = delay > TimeSpan.Zero ? (long?)Math.Ceiling(delay.TotalMilliseconds) : null;
        var message = new OutgoingMessage(_self, fields, wait, Guid.NewGuid());
        message.AppendTo(arguments);
        if ((long)await EvaluateAsync(ConsumerScripts.Redeliver, [_stream], arguments, cancellationToken) != 1)
            return false;
        connection.Expect([message]);
        return true;
    }

    /// <summary>Gives entries back. Those that were begun with count as delivered.</summary>
    public Task HandBackAsync(IEnumerable<string> ids, bool wereBegun, CancellationToken cancellationToken) =>
        EvaluateAsync(
            ConsumerScripts.HandBack, [_stream], [Group, consumer, wereBegun ? 1 : 0, .. ids.Select(id => (RedisValue)id)], cancellationToken);

    /// <summary>Takes over entries of consumers that have been silent for too long, from <paramref name="cursor"/> on.</summary>
    public async Task<(string Cursor, IReadOnlyList<ReceivedEntry> Entries)> ClaimAsync(string cursor, int count, CancellationToken cancellationToken)
    {
        var reply = await EvaluateAsync(
            ConsumerScripts.Claim, [_stream], [Group, consumer, (long)settings.ClaimIdleTime.TotalMilliseconds, cursor, count], cancellationToken);
        return ((string?)reply[0] ?? "0-0", [.. reply[1].Items.Select(ReceivedEntry.OfClaim)]);
    }

    /// <summary>Takes this consumer out of the group, unless it holds something still.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => EvaluateAsync(ConsumerScripts.Leave, [_stream], [Group, consumer], cancellationToken);

    /// <summary>Removes consumers that hold nothing and have not been heard of for long.</summary>
    public Task ForgetConsumersAsync(CancellationToken cancellationToken) =>
        EvaluateAsync(ConsumerScripts.ForgetConsumers, [_stream], [Group, consumer, (long)(settings.ClaimIdleTime * 10).TotalMilliseconds], cancellationToken);

    private static HashSet<string> Texts(RedisResult reply) => reply.Length == 0 ? [] : [.. reply.Items.Select(item => (string)item!)];

    private List<RedisValue> Mine(IEnumerable<string> ids) => [Group, consumer, .. ids.Select(id => (RedisValue)id)];

    private async Task<RedisResult> EvaluateAsync(RedisScript script, IReadOnlyList<RedisKey> keys, IReadOnlyList<RedisValue> arguments, CancellationToken cancellationToken)
    {
        var database = await connection.DatabaseAsync();
        return await database.ScriptEvaluateAsync(script, keys, arguments, cancellationToken);
    }
}
