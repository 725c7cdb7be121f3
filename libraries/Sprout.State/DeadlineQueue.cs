using System.Globalization;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>Hands out what is due. What it hands out stays, postponed, until the container's next write settles it: a crash loses nothing.</summary>
public sealed class DeadlineQueue
{
    // KEYS: deadlines. ARGV: now, most, postponed until (milliseconds).
    private static readonly RedisScript TakeDue = new("""
        local due = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
        for _, member in ipairs(due) do
          redis.call('ZADD', KEYS[1], ARGV[3], member)
        end
        return due
        """);

    // KEYS: deadlines. ARGV: member, the time it must have, the time it gets.
    private static readonly RedisScript PostponeFurther = new("""
        local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if due and tonumber(due) == tonumber(ARGV[2]) then redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
        return 0
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public DeadlineQueue(IDatabase database) => _database = database;

    /// <summary>What is due at <paramref name="now"/>, the oldest first, at most <paramref name="count"/>; each is due again after <paramref name="postpone"/>.</summary>
    public async Task<IReadOnlyList<Deadline>> TakeDueAsync(DateTimeOffset now, int count, TimeSpan postpone, CancellationToken cancellationToken = default)
    {
        var due = await _database.ScriptEvaluateAsync(
            TakeDue,
            [SproutKeys.Deadlines],
            [now.ToUnixTimeMilliseconds(), count, (now + postpone).ToUnixTimeMilliseconds()],
            cancellationToken);
        // What is not understood was written by a newer version and is left, postponed like the rest, to a keeper that understands it.
        return [.. due.Items.Select(member => Deadline.TryParse((string)member!, out var deadline) ? deadline : (Deadline?)null).OfType<Deadline>()];
    }

    /// <summary>How long the first deadline has been due that nobody has taken; nothing where none is.</summary>
    public async Task<TimeSpan> LatenessAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var first = await _database.ExecuteAsync("ZRANGE", [SproutKeys.Deadlines.Name, 0, 0, "WITHSCORES"], cancellationToken);
        var late = first.Items.Length == 0 ? 0 : now.ToUnixTimeMilliseconds() - double.Parse((string)first[1]!, CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(Math.Max(0, late));
    }

    /// <summary>Postpones what was taken at <paramref name="takenAt"/> by more than it has been; does nothing when the container has been written since.</summary>
    public async Task PostponeAsync(
        Deadline deadline, DateTimeOffset takenAt, TimeSpan postponedBy, TimeSpan postpone, CancellationToken cancellationToken = default) =>
        await _database.ScriptEvaluateAsync(
            PostponeFurther,
            [SproutKeys.Deadlines],
            [deadline.Member, (takenAt + postponedBy).ToUnixTimeMilliseconds(), (takenAt + postpone).ToUnixTimeMilliseconds()],
            cancellationToken);
}
