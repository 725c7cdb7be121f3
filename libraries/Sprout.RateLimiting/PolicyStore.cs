using Sprout.Redis;

namespace Sprout.RateLimiting;

/// <summary>The policies in force, in Redis: written by the one service that owns them, read by all that limit.</summary>
public sealed class PolicyStore
{
    private readonly IDatabase _database;
    private readonly LimitKeys _keys;
    private readonly TimeProvider _time;

    /// <summary>Takes the database, what all its keys begin with, and the clock.</summary>
    public PolicyStore(IDatabase database, string keyPrefix, TimeProvider time)
    {
        _database = database;
        _keys = new(keyPrefix);
        _time = time;
    }

    /// <summary>What is stored; an empty version and null when nothing is. <see cref="PolicySet.Parse"/> reads it, if this version of the program can.</summary>
    public async Task<(string Version, string? Json)> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _database.ExecuteAsync("HMGET", [_keys.Policies.Name, "version", "policies"], cancellationToken);
        return ((string?)reply[0] ?? "", (string?)reply[1]);
    }

    /// <summary>Puts them in force.</summary>
    public async Task WriteAsync(PolicySet policies, CancellationToken cancellationToken = default) => await _database.ExecuteAsync(
        "HSET",
        [_keys.Policies.Name, "version", policies.Version, "policies", policies.ToJson(), "at", _time.GetUtcNow().ToString("O")],
        cancellationToken);
}
