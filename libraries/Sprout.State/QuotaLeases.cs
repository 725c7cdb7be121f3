using Sprout.Redis;

namespace Sprout.State;

/// <summary>Hands out quota slots: for a while to who asks for a container, for ever once the container is stored, and back when it ends.</summary>
public sealed class QuotaLeases
{
    // KEYS: one ZSET per scope. ARGV: container id, lease in milliseconds, then the limit of each scope ('' for none).
    // Answers 0, or the number of the first scope that is full and how many slots are taken in it. All checks come before the first write.
    // Where all are leases the whole set goes with the last: a visitor who never comes back leaves nothing.
    // Removing the leases that have run out together with granting makes this hold: whose id is still in the set still counts.
    private static readonly RedisScript Take = new("""
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        for i, key in ipairs(KEYS) do
          local limit = ARGV[2 + i]
          if limit ~= '' then
            local lease = redis.call('ZSCORE', key, ARGV[1])
            if not lease or tonumber(lease) <= now then
              local taken = redis.call('ZCOUNT', key, '(' .. now, '+inf')
              if taken >= tonumber(limit) then return {i, taken} end
            end
          end
        end
        for _, key in ipairs(KEYS) do
          redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
          redis.call('ZADD', key, 'NX', now + ARGV[2], ARGV[1])
          local last = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2])
          if last ~= math.huge then redis.call('PEXPIREAT', key, string.format('%.0f', last)) else redis.call('PERSIST', key) end
        end
        return {0, 0}
        """);

    // KEYS: one ZSET per scope. ARGV: container id. What the container has for ever is not a lease any more.
    private static readonly RedisScript Return = new("""
        for _, key in ipairs(KEYS) do
          local lease = redis.call('ZSCORE', key, ARGV[1])
          if lease and tonumber(lease) ~= math.huge then redis.call('ZREM', key, ARGV[1]) end
        end
        return 0
        """);

    // KEYS: one ZSET per scope. Answers how many slots are taken in each.
    private static readonly RedisScript Count = new("""
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local taken = {}
        for i, key in ipairs(KEYS) do taken[i] = redis.call('ZCOUNT', key, '(' .. now, '+inf') end
        return taken
        """);

    private readonly IDatabase _database;
    private readonly QuotaOptions _options;

    /// <summary>Takes the database and the limits.</summary>
    public QuotaLeases(IDatabase database, QuotaOptions options)
    {
        _database = database;
        _options = options;
    }

    /// <summary>
    /// Leases a slot in every scope, or in none. Asking again for the same container takes no second slot and does not shorten what it has.
    /// Returns null when granted, else the scope that is full.
    /// </summary>
    public async Task<QuotaFull?> TakeAsync(Guid containerId, IReadOnlyList<string> scopes, CancellationToken cancellationToken = default)
    {
        if (scopes.Count == 0)
            return null;
        List<RedisValue> arguments = [containerId.ToString("D"), (long)_options.LeaseTime.TotalMilliseconds];
        arguments.AddRange(scopes.Select(scope => _options.LimitOf(scope) is { } limit ? limit : (RedisValue)""));
        var reply = await _database.ScriptEvaluateAsync(Take, [.. scopes.Select(scope => SproutKeys.Quota(scope))], arguments, cancellationToken);
        var full = (int)(long)reply[0];
        if (full == 0)
            return null;
        QuotaMetrics.Denied(scopes[full - 1]);
        return new(scopes[full - 1], _options.LimitOf(scopes[full - 1]) ?? 0, (int)(long)reply[1]);
    }

    /// <summary>The scope that has the fewest slots left; null when none of them has a limit.</summary>
    public async Task<QuotaUse?> FindNearestAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken = default)
    {
        List<(string Name, int Limit)> limited = [.. scopes.Where(scope => _options.LimitOf(scope) is not null).Select(scope => (scope, _options.LimitOf(scope)!.Value))];
        if (limited.Count == 0)
            return null;
        var taken = await _database.ScriptEvaluateAsync(Count, [.. limited.Select(scope => SproutKeys.Quota(scope.Name))], [], cancellationToken);
        return limited.Select((scope, index) => new QuotaUse(scope.Name, scope.Limit, (int)(long)taken[index])).MinBy(use => use.Limit - use.Taken);
    }

    /// <summary>Gives a container's leases back before they run out. A slot that it has for ever stays.</summary>
    public async Task ReturnAsync(Guid containerId, IReadOnlyList<string> scopes, CancellationToken cancellationToken = default)
    {
        if (scopes.Count > 0)
            await _database.ScriptEvaluateAsync(Return, [.. scopes.Select(scope => SproutKeys.Quota(scope))], [containerId.ToString("D")], cancellationToken);
    }
}
