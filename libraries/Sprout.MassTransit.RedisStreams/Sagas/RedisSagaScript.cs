using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>The one script that writes a saga.</summary>
internal static class RedisSagaScript
{
    // KEYS: the saga's hash (version, data).
    // ARGV: the version that must be stored ('' for none), the new data ('' removes), its version, its life in milliseconds ('' for ever),
    //       the number of conditions, then conditions and commands, each as a count of words and the words.
    // Lua does not roll back. So every check comes before the first write, and the saga last: should a command fail that nobody foresaw,
    // those before it stay, but the saga never says that something has happened which has not, and the message can be handled again.
    public static readonly RedisScript Write = new("""
        local at = 6
        local function words()
          local from = at + 1
          at = from + tonumber(ARGV[at])
          return unpack(ARGV, from, at - 1)
        end
        local stored = redis.call('HGET', KEYS[1], 'version')
        if (stored or '') ~= ARGV[1] then return 'VERSION' end
        for i = 1, tonumber(ARGV[5]) do
          local answer = redis.call(words())
          if not answer or answer == 0 then return 'condition ' .. i end
        end
        while at <= #ARGV do redis.call(words()) end
        if ARGV[2] == '' then
          redis.call('DEL', KEYS[1])
        else
          redis.call('HSET', KEYS[1], 'version', ARGV[3], 'data', ARGV[2])
          if ARGV[4] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) else redis.call('PERSIST', KEYS[1]) end
        end
        return 'OK'
        """);

    public static IReadOnlyList<RedisValue> Arguments(int? storedVersion, ReadOnlyMemory<byte> data, int? version, TimeSpan? expiry, RedisSagaWrites writes)
    {
        List<RedisValue> arguments =
        [
            storedVersion is { } stored ? stored : "",
            data,
            version is { } next ? next : "",
            expiry is { } life ? (long)life.TotalMilliseconds : "",
            writes.Conditions.Count,
        ];
        foreach (var command in writes.Conditions.Concat(writes.Commands))
        {
            arguments.Add(command.Arguments.Count + 1);
            arguments.Add(command.Name);
            arguments.AddRange(command.Arguments);
        }

        return arguments;
    }
}
