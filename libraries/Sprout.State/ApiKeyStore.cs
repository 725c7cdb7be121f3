using System.Globalization;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>The API keys in Redis, by their hashes. One that has ended is kept for 90 days more, so that its use can be told from a guess.</summary>
public sealed class ApiKeyStore
{
    private static readonly TimeSpan Remembrance = TimeSpan.FromDays(90);
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);

    private const string Now = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local function text(number) return string.format('%.0f', number) end

        """;

    // KEYS: index, key. ARGV: hash, name, owner, scope, pepper, lifetime in milliseconds ('' for ever), remembrance, prefix of keys.
    private static readonly RedisScript Add = new(Now + """
        for _, hash in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
          local key = redis.call('HMGET', ARGV[8] .. hash, 'name', 'pepper', 'revoked', 'expires')
          if key[1] and not key[3] and (not key[4] or tonumber(key[4]) > now) then
            if key[1] == ARGV[2] then return 1 end
            if key[2] ~= ARGV[5] then return 2 end
          end
        end
        redis.call('HSET', KEYS[2], 'name', ARGV[2], 'owner', ARGV[3], 'scope', ARGV[4], 'pepper', ARGV[5], 'created', text(now))
        if ARGV[6] ~= '' then
          redis.call('HSET', KEYS[2], 'expires', text(now + ARGV[6]))
          redis.call('PEXPIREAT', KEYS[2], text(now + ARGV[6] + ARGV[7]))
        end
        redis.call('ZADD', KEYS[1], text(now), ARGV[1])
        return 0
        """);

    // KEYS: index. ARGV: prefix of keys. Forgets those whose remembrance is over.
    private static readonly RedisScript List = new("""
        local keys = {}
        for _, hash in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
          local fields = redis.call('HGETALL', ARGV[1] .. hash)
          if #fields == 0 then redis.call('ZREM', KEYS[1], hash) else keys[#keys + 1] = {hash, fields} end
        end
        return keys
        """);

    // KEYS: key. ARGV: remembrance.
    private static readonly RedisScript Revoke = new(Now + """
        if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'revoked') == 1 then return 0 end
        redis.call('HSET', KEYS[1], 'revoked', text(now))
        redis.call('PEXPIREAT', KEYS[1], text(now + ARGV[1]))
        return 1
        """);

    // KEYS: key. ARGV: how many milliseconds lie between two writes.
    private static readonly RedisScript Touch = new(Now + """
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        local used = redis.call('HGET', KEYS[1], 'used')
        if used and used + ARGV[1] > now then return 0 end
        redis.call('HSET', KEYS[1], 'used', text(now))
        return 1
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public ApiKeyStore(IDatabase database) => _database = database;

    /// <summary>Stores a key by its hash.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="name">What operators will call it; active keys have different names.</param>
    /// <param name="owner">Whose containers it reaches.</param>
    /// <param name="scope"><c>visitor</c>, <c>service</c> or <c>admin</c>.</param>
    /// <param name="pepper">The fingerprint of the pepper.</param>
    /// <param name="lifetime">How long it lets in; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ApiKeyAddition> AddAsync(string hash, string name, string owner, string scope, string pepper, TimeSpan? lifetime, CancellationToken cancellationToken = default)
    {
        RedisValue[] arguments =
        [
            hash, name, owner, scope, pepper, lifetime is { } time ? (long)time.TotalMilliseconds : (RedisValue)"", (long)Remembrance.TotalMilliseconds, SproutKeys.ApiKeyPrefix,
        ];
        return (ApiKeyAddition)(int)(long)await _database.ScriptEvaluateAsync(Add, [SproutKeys.ApiKeys, SproutKeys.ApiKey(hash)], arguments, cancellationToken);
    }

    /// <summary>The key with that hash; null where there is none. One round trip.</summary>
    public async Task<ApiKeyRecord?> FindAsync(string hash, CancellationToken cancellationToken = default) =>
        Read(hash, await _database.ExecuteAsync("HGETALL", [SproutKeys.ApiKey(hash).Name], cancellationToken));

    /// <summary>All keys, the oldest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _database.ScriptEvaluateAsync(List, [SproutKeys.ApiKeys], [SproutKeys.ApiKeyPrefix], cancellationToken);
        return [.. reply.Items.Select(key => Read((string)key[0]!, key[1])).OfType<ApiKeyRecord>()];
    }

    /// <summary>Revokes a key for good; false where there is none that was not revoked already.</summary>
    public async Task<bool> RevokeAsync(string hash, CancellationToken cancellationToken = default) =>
        (long)await _database.ScriptEvaluateAsync(Revoke, [SproutKeys.ApiKey(hash)], [(long)Remembrance.TotalMilliseconds], cancellationToken) == 1;

    /// <summary>Notes that a key was used, at most once a minute whoever asks; whether it was noted.</summary>
    public async Task<bool> TouchAsync(string hash, CancellationToken cancellationToken = default) =>
        (long)await _database.ScriptEvaluateAsync(Touch, [SproutKeys.ApiKey(hash)], [(long)BetweenUses.TotalMilliseconds], cancellationToken) == 1;

    private static ApiKeyRecord? Read(string hash, RedisResult fields)
    {
        var values = fields.Items.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => (string)pair[1]!);
        // A use that is noted while the record goes leaves nothing; whatever else has no name is none of ours.
        if (!values.TryGetValue("name", out var name))
            return null;
        return new()
        {
            Hash = hash,
            Name = name,
            Owner = values["owner"],
            Scope = values["scope"],
            Pepper = values["pepper"],
            CreatedAt = Time("created")!.Value,
            ExpiresAt = Time("expires"),
            RevokedAt = Time("revoked"),
            LastUsedAt = Time("used"),
        };

        DateTimeOffset? Time(string field) =>
            values.TryGetValue(field, out var text) ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) : null;
    }
}
