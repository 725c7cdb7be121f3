using System.Globalization;
using System.Security.Cryptography;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>The ring of keys that all gateways sign visitors' cookies with: made once, a new one on a schedule, old ones until nothing that they signed is valid.</summary>
public sealed class CookieKeys
{
    private const int SecretBytes = 32;

    // KEYS: the ring. ARGV: an id and a secret, should a new key be due; after how many milliseconds one is; for how many the one before is kept.
    // One script, so that gateways that find a key due at the same time make one. By Redis' clock, which all of them share.
    private static readonly RedisScript ReadAndRotate = new("""
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local fields = redis.call('HGETALL', KEYS[1])
        local keys = {}
        for i = 1, #fields, 2 do
          local created, secret = string.match(fields[i + 1], '^(%d+):(.*)$')
          keys[#keys + 1] = {id = fields[i], created = tonumber(created), secret = secret}
        end
        table.sort(keys, function(a, b) return a.created < b.created end)
        if #keys == 0 or keys[#keys].created + ARGV[3] <= now then
          keys[#keys + 1] = {id = ARGV[1], created = now, secret = ARGV[2]}
          redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. ':' .. ARGV[2])
        end
        local ring = {}
        for i, key in ipairs(keys) do
          local successor = keys[i + 1]
          if successor and successor.created + ARGV[4] <= now then
            redis.call('HDEL', KEYS[1], key.id)
          else
            ring[#ring + 1] = key.id
            ring[#ring + 1] = key.secret
            ring[#ring + 1] = string.format('%.0f', now - key.created)
          end
        end
        return ring
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public CookieKeys(IDatabase database) => _database = database;

    /// <summary>Reads the ring, the oldest first, at least one; makes a key when the newest is as old as <paramref name="rotation"/>. One round trip.</summary>
    /// <param name="rotation">How old a key gets before the next one is made.</param>
    /// <param name="retention">How long a key stays once the next one was made: longer than it may still sign, and what it has signed is valid.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<CookieKey>> ReadAsync(TimeSpan rotation, TimeSpan retention, CancellationToken cancellationToken = default)
    {
        RedisValue[] arguments =
        [
            RandomNumberGenerator.GetHexString(8, lowercase: true),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)),
            (long)rotation.TotalMilliseconds,
            (long)retention.TotalMilliseconds,
        ];
        var reply = await _database.ScriptEvaluateAsync(ReadAndRotate, [SproutKeys.CookieKeys], arguments, cancellationToken);
        return [.. reply.Items.Chunk(3).Select(key => new CookieKey(
            (string)key[0]!,
            Convert.FromBase64String((string)key[1]!),
            TimeSpan.FromMilliseconds(long.Parse((string)key[2]!, CultureInfo.InvariantCulture))))];
    }
}
