using Sprout.Redis;

namespace Sprout.State;

/// <summary>Since when there has always been somebody who keeps the deadlines, whichever process it was.</summary>
public sealed class KeeperPresence
{
    // KEYS: presence. ARGV: now, the longest break (milliseconds). Clocks of several machines differ, so the last time never goes back.
    private static readonly RedisScript Note = new("""
        local last = redis.call('HGET', KEYS[1], 'last')
        if not last or tonumber(ARGV[1]) - last > tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'since', ARGV[1]) end
        if not last or tonumber(ARGV[1]) > tonumber(last) then redis.call('HSET', KEYS[1], 'last', ARGV[1]) end
        return redis.call('HGET', KEYS[1], 'since')
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public KeeperPresence(IDatabase database) => _database = database;

    /// <summary>Notes that somebody is there now; returns since when somebody always was, but for breaks of no more than <paramref name="longestBreak"/>.</summary>
    public async Task<DateTimeOffset> NoteAsync(DateTimeOffset now, TimeSpan longestBreak, CancellationToken cancellationToken = default)
    {
        var since = await _database.ScriptEvaluateAsync(
            Note, [SproutKeys.KeeperPresence], [now.ToUnixTimeMilliseconds(), (long)longestBreak.TotalMilliseconds], cancellationToken);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)since);
    }
}
