using System.Runtime.CompilerServices;
using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>Takes messages out of queues, so many at a time.</summary>
internal sealed class QueueMover(IDatabase database, TransportKeys keys)
{
    private const int BatchSize = 100;
    private const string OwnHeaders = "=";

    /// <summary>Each to the queue that <paramref name="origin"/> tells from its fault, without fault headers and as new.</summary>
    public Task<QueueTransfer> ReplayAsync(string from, Func<QueueFault?, string?> origin, IReadOnlyList<string>? ids, CancellationToken cancellationToken) =>
        TransferAsync(
            from,
            entry => origin(FaultHeaders.Fault(FaultHeaders.Read(entry[EntryField.Headers]))),
            entry => FaultHeaders.Strip(entry[EntryField.Headers]),
            create: false,
            isNew: true,
            ids,
            cancellationToken);

    /// <summary>All to one queue, as they are.</summary>
    public Task<QueueTransfer> MoveAsync(string from, string to, bool create, IReadOnlyList<string>? ids, CancellationToken cancellationToken) =>
        TransferAsync(from, _ => to, _ => OwnHeaders, create, isNew: false, ids, cancellationToken);

    /// <summary>Removes them.</summary>
    public async Task<QueueTransfer> PurgeAsync(string queue, IReadOnlyList<string>? ids, CancellationToken cancellationToken)
    {
        var tally = new TransferTally();
        foreach (var id in ids?.Select(EntryIds.Check).Distinct().ToArray() ?? [])
        {
            if (await PurgeAsync(id, id) is null)
                tally.Count(id, TransferTally.Missing);
        }

        if (ids is null && await FindLastAsync(queue, cancellationToken) is { } last)
        {
            for (var seen = await PurgeAsync("-", last); seen is not null;)
                seen = await PurgeAsync("(" + seen, last);
        }

        return tally.ToTransfer();

        async Task<string?> PurgeAsync(string from, string to)
        {
            var answer = await database.ScriptEvaluateAsync(QueueScripts.Purge, [keys.Queue(queue)], [from, to, BatchSize], cancellationToken);
            tally.CountDone((long)answer[0]);
            foreach (var id in answer.Items.Skip(2))
                tally.Count((string)id!, TransferTally.InFlight);
            return (string?)answer[1];
        }
    }

    private async Task<QueueTransfer> TransferAsync(
        string from,
        Func<StreamEntry, string?> target,
        Func<StreamEntry, RedisValue> headers,
        bool create,
        bool isNew,
        IReadOnlyList<string>? ids,
        CancellationToken cancellationToken)
    {
        var tally = new TransferTally { IsOfAll = ids is null };
        var batches = ids is null ? ReadAllAsync(from, cancellationToken) : ReadAsync(from, [.. ids.Select(EntryIds.Check).Distinct()], tally, cancellationToken);
        await foreach (var batch in batches)
        {
            foreach (var group in batch.GroupBy(target))
            {
                if (group.Key is not { } to || to == from)
                {
                    foreach (var entry in group)
                        tally.Count(entry.Id, TransferTally.Homeless);
                    continue;
                }

                List<RedisValue> arguments = [create ? 1 : 0, isNew ? 1 : 0];
                foreach (var entry in group)
                    arguments.AddRange([entry.Id, headers(entry)]);
                var outcomes = await database.ScriptEvaluateAsync(QueueScripts.Move, [keys.Queue(from), keys.Queue(to)], arguments, cancellationToken);
                foreach (var (entry, outcome) in group.Zip(outcomes.Items))
                    tally.Count(entry.Id, (string)outcome!);
            }
        }

        return tally.ToTransfer();
    }

    // Up to what is the last one now: a message that fails again at once comes back, and would be moved for ever.
    private async IAsyncEnumerable<StreamEntry[]> ReadAllAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await FindLastAsync(queue, cancellationToken) is not { } last)
            yield break;
        for (var from = "-"; ;)
        {
            var batch = await database.StreamRangeAsync(keys.Queue(queue), from, last, BatchSize, cancellationToken);
            if (batch.Length == 0)
                yield break;
            yield return batch;
            from = "(" + batch[^1].Id;
        }
    }

    private async IAsyncEnumerable<StreamEntry[]> ReadAsync(
        string queue, string[] ids, TransferTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(BatchSize))
        {
            var found = new List<StreamEntry>();
            foreach (var id in some)
            {
                var entries = await database.StreamRangeAsync(keys.Queue(queue), id, id, 1, cancellationToken);
                found.AddRange(entries);
                if (entries.Length == 0)
                    tally.Count(id, TransferTally.Missing);
            }

            yield return [.. found];
        }
    }

    private async Task<string?> FindLastAsync(string queue, CancellationToken cancellationToken)
    {
        var last = await database.ExecuteAsync("XREVRANGE", [keys.Queue(queue).Name, "+", "-", "COUNT", 1], cancellationToken);
        return last.Length == 0 ? null : (string?)last[0][0];
    }
}
