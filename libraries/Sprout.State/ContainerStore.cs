using System.Text.Json;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>Reads containers, a constant number of round trips each time, and removes the records of those that are long gone.</summary>
public sealed class ContainerStore
{
    // KEYS: index. ARGV: creation time and id of the last one read, most, prefix of container keys.
    // Those of one time are ordered by id, so the place is right also when the last one read has left the index meanwhile.
    private static readonly RedisScript ReadPage = new("""
        local rank = redis.call('ZCOUNT', KEYS[1], '(' .. ARGV[1], '+inf')
        while true do
          local at = redis.call('ZRANGE', KEYS[1], rank, rank, 'REV', 'WITHSCORES')
          if at[2] ~= ARGV[1] or at[1] < ARGV[2] then break end
          rank = rank + 1
        end
        local ids = redis.call('ZRANGE', KEYS[1], rank, rank + ARGV[3] - 1, 'REV', 'WITHSCORES')
        local page = {}
        for i = 1, #ids, 2 do
          page[#page + 1] = ids[i]
          page[#page + 1] = ids[i + 1]
          page[#page + 1] = redis.call('HGET', ARGV[4] .. ids[i], 'data')
        end
        return page
        """);

    // KEYS: container, its timeline, its logs, the index of logs, their bytes. ARGV: expected version, id, then indexes and members to leave. 1 when it was removed.
    private static readonly RedisScript Remove = new("""
        if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
        local bytes = redis.call('HSTRLEN', KEYS[3], 'text')
        redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
        if redis.call('ZREM', KEYS[4], ARGV[2] .. ':' .. bytes) == 1 then
          if redis.call('EXISTS', KEYS[4]) == 0 then redis.call('DEL', KEYS[5]) else redis.call('DECRBY', KEYS[5], bytes) end
        end
        for i = 3, #ARGV, 2 do redis.call('ZREM', ARGV[i], ARGV[i + 1]) end
        return 1
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public ContainerStore(IDatabase database) => _database = database;

    /// <summary>The container, or null where there is none. One round trip.</summary>
    public async Task<ContainerDocument?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var data = await _database.ExecuteAsync("HGET", [SproutKeys.Container(id).Name, "data"], cancellationToken);
        return Read((RedisValue)data);
    }

    /// <summary>What has happened to a container, the oldest first; empty where nothing is known. One round trip.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var entries = await _database.ExecuteAsync("HVALS", [SproutKeys.Timeline(id).Name], cancellationToken);
        return
        [
            .. entries.Items
                .Select(entry => JsonSerializer.Deserialize<TimelineEntry>(((RedisValue)entry).Memory.Span, StateJson.Options)!)
                .OrderBy(entry => entry.At)
                .ThenBy(entry => entry.Version)
                .ThenBy(entry => Array.IndexOf(TimelineEvents.Order, entry.Event)),
        ];
    }

    /// <summary>A page of an owner's containers, newest first. One round trip, whatever their number.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="state">Only those in this state (one of <see cref="ContainerStates"/>); null for all.</param>
    /// <param name="from">Where the page before ended; null for the first page.</param>
    /// <param name="limit">Most of them, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ContainerPage> ListAsync(string owner, string? state, PageCursor? from, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(SproutKeys.OwnerContainers(owner, state is null ? null : ContainerStates.Public(state)), from, limit, cancellationToken);

    /// <summary>A page of those that have, or may have, something in the cluster.</summary>
    public Task<ContainerPage> ListLiveAsync(PageCursor? from, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(SproutKeys.Live, from, limit, cancellationToken);

    /// <summary>Removes a container's record, every index entry of it, its timeline and its logs; false when it has changed since it was read.</summary>
    public async Task<bool> RemoveAsync(ContainerDocument document, CancellationToken cancellationToken = default)
    {
        RedisValue id = document.CorrelationId.ToString("D");
        List<RedisValue> arguments = [document.Version, id];
        arguments.AddRange([SproutKeys.OwnerContainers(document.Owner).Name, id]);
        arguments.AddRange([SproutKeys.OwnerContainers(document.Owner, ContainerStates.Public(document.CurrentState)).Name, id]);
        arguments.AddRange([SproutKeys.Live.Name, id]);
        foreach (var kind in Enum.GetValues<DeadlineKind>())
            arguments.AddRange([SproutKeys.Deadlines.Name, new Deadline(kind, document.CorrelationId).Member]);
        RedisKey[] keys =
        [
            SproutKeys.Container(document.CorrelationId), SproutKeys.Timeline(document.CorrelationId), SproutKeys.Logs(document.CorrelationId), SproutKeys.LogIndex, SproutKeys.LogBytes,
        ];
        return (long)await _database.ScriptEvaluateAsync(Remove, keys, arguments, cancellationToken) == 1;
    }

    private async Task<ContainerPage> ReadAsync(RedisKey index, PageCursor? from, int limit, CancellationToken cancellationToken)
    {
        var start = from ?? PageCursor.Start;
        // One more than asked for tells whether there is a next page.
        var reply = await _database.ScriptEvaluateAsync(
            ReadPage, [index], [start.CreatedAt, start.Last.ToString("D"), limit + 1, SproutKeys.ContainerPrefix], cancellationToken);
        var read = reply.Items.Chunk(3).ToList();
        var shown = read.Take(limit).ToList();
        List<ContainerDocument> items = [];
        List<Guid> unreadable = [];
        foreach (var row in shown)
        {
            try
            {
                // An id without a document is one whose record was removed between two writes of another version of this software.
                if (Read((RedisValue)row[2]) is { } document)
                    items.Add(document);
            }
            catch (JsonException)
            {
                // One record must not hide all others.
                unreadable.Add(Guid.ParseExact((string)row[0]!, "D"));
            }
        }

        return new(items, read.Count > limit ? new((long)shown[^1][1], Guid.ParseExact((string)shown[^1][0]!, "D")) : null, unreadable);
    }

    private static ContainerDocument? Read(RedisValue data) =>
        data.IsNull ? null : JsonSerializer.Deserialize<ContainerDocument>(data.Memory.Span, StateJson.Options);
}
