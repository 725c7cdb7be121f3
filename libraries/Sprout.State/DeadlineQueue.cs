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
}
