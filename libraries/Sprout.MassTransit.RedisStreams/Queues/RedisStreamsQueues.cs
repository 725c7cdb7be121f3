using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>
/// The queues under one key prefix, for operators. Every step that changes something is atomic, so that several may work at once, and what was begun can be
/// begun again. Methods that take a queue throw <see cref="UnknownQueueException"/> when there is none of that name, and those that take ids
/// <see cref="ArgumentException"/> for what is none; ids that are null stand for all messages that are in the queue when the method is called.
/// </summary>
public sealed class RedisStreamsQueues
{
    private readonly IDatabase _database;
    private readonly QueueCatalog _catalog;
    private readonly QueueMover _mover;

    /// <summary>Takes the database, and the key prefix of the bus, such as <c>{masstransit}:</c>.</summary>
    public RedisStreamsQueues(IDatabase database, string keyPrefix)
    {
        _database = database;
        var keys = new TransportKeys(keyPrefix);
        _catalog = new(database, keys);
        _mover = new(database, keys);
    }

    /// <summary>Whether a queue of this name holds dead letters: messages that failed, or that nobody wanted.</summary>
    public static bool IsDeadLetterQueue(string name) => QueueName.Origin(name) is not null;

    /// <summary>All queues. Looks through every key of the database, in small steps.</summary>
    public Task<QueuesOverview> ListAsync(CancellationToken cancellationToken = default) => _catalog.ListAsync(cancellationToken);

    /// <summary>The first messages of a queue, the oldest first.</summary>
    public async Task<IReadOnlyList<QueueEntry>> ShowAsync(string queue, int count, CancellationToken cancellationToken = default) =>
        await ReadAsync(queue, "-", "+", count, cancellationToken);

    /// <summary>One message; null when it is not, or no longer, in the queue.</summary>
    public async Task<QueueEntry?> FindAsync(string queue, string id, CancellationToken cancellationToken = default) =>
        await ReadAsync(queue, EntryIds.Check(id), id, 1, cancellationToken) is [var entry] ? entry : null;

    /// <summary>
    /// Sends dead letters back to the queue they came from, without the fault headers, as if they had never been delivered: the queue that has the name
    /// without <c>_error</c> or <c>_skipped</c>, or else the one that a message's fault header names.
    /// </summary>
    public async Task<QueueTransfer> ReplayAsync(string queue, IReadOnlyList<string>? ids = null, CancellationToken cancellationToken = default)
    {
        await _catalog.DemandAsync(queue, cancellationToken);
        if (QueueName.Origin(queue) is not { } origin)
            return await _mover.ReplayAsync(queue, headers => QueueName.OfAddress(headers?.InputAddress), ids, cancellationToken);
        await _catalog.DemandAsync(origin, cancellationToken);
        return await _mover.ReplayAsync(queue, _ => origin, ids, cancellationToken);
    }

    /// <summary>Moves messages to the end of another queue, as they are. Throws <see cref="ArgumentException"/> when both are the same.</summary>
    /// <param name="from">Out of this queue.</param>
    /// <param name="to">Into this one.</param>
    /// <param name="ids">Which messages; null for all.</param>
    /// <param name="create">Whether to make the other queue where there is none.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public async Task<QueueTransfer> MoveAsync(
        string from, string to, IReadOnlyList<string>? ids = null, bool create = false, CancellationToken cancellationToken = default)
    {
        if (from == to)
            throw new ArgumentException($"'{from}' is where they are already.", nameof(to));
        await _catalog.DemandAsync(from, cancellationToken);
        if (!create)
            await _catalog.DemandAsync(to, cancellationToken);
        return await _mover.MoveAsync(from, to, create, ids, cancellationToken);
    }

    /// <summary>Removes messages for good.</summary>
    public async Task<QueueTransfer> PurgeAsync(string queue, IReadOnlyList<string>? ids = null, CancellationToken cancellationToken = default)
    {
        await _catalog.DemandAsync(queue, cancellationToken);
        return await _mover.PurgeAsync(queue, ids, cancellationToken);
    }

    private async Task<QueueEntry[]> ReadAsync(string queue, string minId, string maxId, int count, CancellationToken cancellationToken)
    {
        var key = await _catalog.DemandAsync(queue, cancellationToken);
        var time = await _database.ExecuteAsync("TIME", [], cancellationToken);
        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        var entries = await _database.StreamRangeAsync(key, minId, maxId, count, cancellationToken);
        return [.. entries.Select(entry => EntryReader.Read(entry, now))];
    }
}
