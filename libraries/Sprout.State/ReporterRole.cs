using Sprout.Redis;

namespace Sprout.State;

/// <summary>Which of many processes tells how Redis stands: one of them, so that nothing is counted twice. It has the role for a while, and keeps it by asking again.</summary>
public sealed class ReporterRole
{
    // KEYS: who has it. ARGV: who asks, for how long (milliseconds).
    private static readonly RedisScript Take = new("""
        local holder = redis.call('GET', KEYS[1])
        if holder and holder ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """);

    // KEYS: who has it. ARGV: who gives it up.
    private static readonly RedisScript Leave = new("""
        if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
        return 0
        """);

    private readonly IDatabase _database;
    private readonly string _self = Guid.NewGuid().ToString("N");

    /// <summary>Takes the database.</summary>
    public ReporterRole(IDatabase database) => _database = database;

    /// <summary>Takes or keeps the role; false while another process has it.</summary>
    public async Task<bool> TryHoldAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        (long)await _database.ScriptEvaluateAsync(Take, [SproutKeys.StateReporter], [_self, (long)duration.TotalMilliseconds], cancellationToken) == 1;

    /// <summary>Gives it up, where it is ours.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken = default) =>
        await _database.ScriptEvaluateAsync(Leave, [SproutKeys.StateReporter], [_self], cancellationToken);
}
