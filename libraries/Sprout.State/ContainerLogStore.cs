using System.Text.Json;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>The last lines of containers that have ended; <see cref="ContainerStore.RemoveAsync"/> removes them with the record.</summary>
public sealed class ContainerLogStore
{
    // KEYS: container, logs. The container's document, unless there are logs of it already, or none could be had.
    private static readonly RedisScript FindWanting = new("""
        if redis.call('EXISTS', KEYS[2]) == 1 then return false end
        return redis.call('HGET', KEYS[1], 'data')
        """);

    // KEYS: container, logs. Marked only while there is the record with which the mark goes.
    private static readonly RedisScript GiveUp = new("""
        if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSETNX', KEYS[2], 'tried', 1) end
        """);

    // KEYS: container, logs, index, bytes. ARGV: text, left out, whether that is the least (1 or 0), id, now (ms), most bytes of all, prefix of logs.
    // 1 when they are kept. So many older ones at most go at a time: a bound that was just made smaller is not reached at once, and nothing else waits for it.
    private static readonly RedisScript Keep = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[2], 'text') == 1 then return 0 end
        local bytes = #ARGV[1]
        local most = tonumber(ARGV[6])
        if bytes > most then return 0 end
        redis.call('HSET', KEYS[2], 'text', ARGV[1], 'left_out', ARGV[2], 'least', ARGV[3])
        local all = redis.call('INCRBY', KEYS[4], bytes)
        for i = 1, 1000 do
          if all <= most then break end
          local oldest = redis.call('ZPOPMIN', KEYS[3])[1]
          if not oldest then
            all = redis.call('INCRBY', KEYS[4], bytes - all)
            break
          end
          local id, size = oldest:match('^(.*):(%d+)$')
          redis.call('DEL', ARGV[7] .. id)
          all = redis.call('DECRBY', KEYS[4], size)
        end
        redis.call('ZADD', KEYS[3], ARGV[5], ARGV[4] .. ':' .. bytes)
        return 1
        """);

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly long _most;

    /// <summary>Takes the database, how much to keep, and the clock by which some are older than others.</summary>
    public ContainerLogStore(IDatabase database, KeptLogsOptions? options = null, TimeProvider? time = null) =>
        (_database, _most, _time) = (database, (options ?? new()).MostBytes, time ?? TimeProvider.System);

    /// <summary>The container, when no logs of it are kept yet; null when there are some, when they were given up, or there is no such container. One round trip.</summary>
    public async Task<ContainerDocument?> FindWantingAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var data = (RedisValue)await _database.ScriptEvaluateAsync(FindWanting, [SproutKeys.Container(id), SproutKeys.Logs(id)], [], cancellationToken);
        return data.IsNull ? null : JsonSerializer.Deserialize<ContainerDocument>(data.Memory.Span, StateJson.Options);
    }

    /// <summary>There are none, or they cannot be had: they are not wanted any more.</summary>
    public async Task GiveUpAsync(Guid id, CancellationToken cancellationToken = default) =>
        await _database.ScriptEvaluateAsync(GiveUp, [SproutKeys.Container(id), SproutKeys.Logs(id)], [], cancellationToken);

    /// <summary>Keeps them, unless there are some already or the container's record has gone; says whether it did. The oldest of others go where all would be too many.</summary>
    public async Task<bool> KeepAsync(Guid id, KeptLogs logs, CancellationToken cancellationToken = default)
    {
        RedisKey[] keys = [SproutKeys.Container(id), SproutKeys.Logs(id), SproutKeys.LogIndex, SproutKeys.LogBytes];
        RedisValue[] arguments =
            [logs.Text, logs.LeftOut, logs.IsLeast ? 1 : 0, id.ToString("D"), _time.GetUtcNow().ToUnixTimeMilliseconds(), _most, SproutKeys.LogsPrefix];
        return (long)await _database.ScriptEvaluateAsync(Keep, keys, arguments, cancellationToken) == 1;
    }

    /// <summary>What is kept of a container's logs; null when nothing is. One round trip.</summary>
    public async Task<KeptLogs?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var reply = await _database.ExecuteAsync("HMGET", [SproutKeys.Logs(id).Name, "text", "left_out", "least"], cancellationToken);
        var text = (RedisValue)reply[0];
        return text.IsNull ? null : new() { Text = text.Memory, LeftOut = (int)(long)reply[1], IsLeast = (long)reply[2] == 1 };
    }
}
