using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Which queues there are.</summary>
internal sealed class QueueCatalog(IDatabase database, TransportKeys keys)
{
    private const int KeysPerScan = 1000;
    private const int QueuesAtOnce = 100;

    /// <summary>How all of them stand. One that goes away meanwhile is left out.</summary>
    public async Task<QueuesOverview> ListAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, QueueSummary>(StringComparer.Ordinal);
        foreach (var some in (await NamesAsync(cancellationToken)).Chunk(QueuesAtOnce))
        {
            foreach (var queue in await Task.WhenAll(some.Select(name => DescribeAsync(name, cancellationToken))))
            {
                if (queue is not null)
                    found.Add(queue.Name, queue);
            }
        }

        var delayed = (long)await database.ExecuteAsync("ZCARD", [keys.Delayed.Name], cancellationToken);
        return new([.. found.Values.Where(queue => !IsPartOfAnother(queue)).Select(WithDeadLetters).OrderBy(queue => queue.Name, StringComparer.Ordinal)], delayed);

        bool IsPartOfAnother(QueueSummary queue) => QueueName.Origin(queue.Name) is { } origin && found.ContainsKey(origin);

        QueueSummary WithDeadLetters(QueueSummary queue) => queue with
        {
            Errors = found.GetValueOrDefault(queue.Name + QueueName.ErrorSuffix)?.Depth,
            Skipped = found.GetValueOrDefault(queue.Name + QueueName.SkippedSuffix)?.Depth,
        };
    }

    /// <summary>The key of a queue. Throws <see cref="UnknownQueueException"/> when there is none.</summary>
    public async Task<RedisKey> DemandAsync(string name, CancellationToken cancellationToken)
    {
        var key = keys.Queue(name);
        if (await database.KeyExistsAsync(key, cancellationToken))
            return key;
        throw new UnknownQueueException(name, QueueName.Near(name, await NamesAsync(cancellationToken)));
    }

    // By SCAN, which lets others in between: KEYS would hold up everyone.
    private async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var prefix = keys.Queue("").Name;
        var cursor = "0";
        do
        {
            var page = await database.ExecuteAsync(
                "SCAN", [cursor, "MATCH", Literally(prefix) + "*", "COUNT", KeysPerScan, "TYPE", "stream"], cancellationToken);
            names.UnionWith(page[1].Items.Select(key => ((string)key!)[prefix.Length..]));
            cursor = (string)page[0]!;
        }
        while (cursor != "0");
        return names;
    }

    private async Task<QueueSummary?> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await database.ScriptEvaluateAsync(QueueScripts.Describe, [keys.Queue(name)], [name], cancellationToken);
        if (answer.IsNull)
            return null;
        var (depth, pending, now) = ((long)answer[0], (long)answer[2], (long)answer[5]);
        return new(
            name,
            depth,
            answer[1].IsNull ? Math.Max(0, depth - pending) : (long)answer[1],
            pending,
            (long)answer[3],
            answer[4].IsNull ? null : TimeSpan.FromMilliseconds(Math.Max(0, now - EntryReader.Milliseconds((string)answer[4]!))));
    }

    // What SCAN takes for a pattern.
    private static string Literally(string text) => string.Concat(text.Select(letter => "*?[]\\^".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : $"{letter}"));
}
