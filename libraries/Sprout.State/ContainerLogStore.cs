using System.Text.Json;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>The last lines of containers that have ended; <see cref="ContainerStore.RemoveAsync"/> removes them with the record.</summary>
public sealed class ContainerLogStore
{
    // For those whose record went some other way; all others go earlier, with it.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // KEYS: container, logs. The container's document, unless there are logs of it already.
    private static readonly RedisScript FindWanting = new("""
        if redis.call('EXISTS', KEYS[2]) == 1 then return false end
        return redis.call('HGET', KEYS[1], 'data')
        """);

    // KEYS: container, logs. ARGV: text, left out, whether that is the least (1 or 0), for how long at most (ms). 1 when they are kept.
    private static readonly RedisScript Keep = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        redis.call('HSET', KEYS[2], 'text', ARGV[1], 'left_out', ARGV[2], 'least', ARGV[3])
        redis.call('PEXPIRE', KEYS[2], ARGV[4])
        return 1
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public ContainerLogStore(IDatabase database) => _database = database;

    /// <summary>The container, when no logs of it are kept yet; null when there are some, or there is no such container. One round trip.</summary>
    public async Task<ContainerDocument?> FindWantingAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var data = (RedisValue)await _database.ScriptEvaluateAsync(FindWanting, [SproutKeys.Container(id), SproutKeys.Logs(id)], [], cancellationToken);
        return data.IsNull ? null : JsonSerializer.Deserialize<ContainerDocument>(data.Memory.Span, StateJson.Options);
    }

    /// <summary>Keeps them, unless there are some already or the container's record has gone; says whether it did.</summary>
    public async Task<bool> KeepAsync(Guid id, KeptLogs logs, CancellationToken cancellationToken = default)
    {
        RedisValue[] arguments = [logs.Text, logs.LeftOut, logs.IsLeast ? 1 : 0, (long)Longest.TotalMilliseconds];
        return (long)await _database.ScriptEvaluateAsync(Keep, [SproutKeys.Container(id), SproutKeys.Logs(id)], arguments, cancellationToken) == 1;
    }

    /// <summary>What is kept of a container's logs; null when nothing is. One round trip.</summary>
    public async Task<KeptLogs?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var reply = await _database.ExecuteAsync("HMGET", [SproutKeys.Logs(id).Name, "text", "left_out", "least"], cancellationToken);
        var text = (RedisValue)reply[0];
        return text.IsNull ? null : new() { Text = text.Memory, LeftOut = (int)(long)reply[1], IsLeast = (long)reply[2] == 1 };
    }
}
