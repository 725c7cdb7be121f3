using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>The one script that writes a saga.</summary>
internal static class RedisSagaScript
{
    // KEYS: the saga's hash (version, data, and a field for each message handled); the transport's epoch (only with a message over Redis Streams). ARGV:
    //  1 the version that must be stored ('' for none)   2 the new data ('' removes)   3 its version   4 its life in milliseconds ('' for ever)
    //  5 how many conditions                             6 how many commands           7 the handled message's field ('' for none)
    //  8 where it was found: entry, stream, group        9 the transport's key prefix  10 the epoch ('' for none)
    // then conditions and commands, each as a count of words and the words, then messages as LuaParts.Submit reads them.
    //
    // What was handled is forgotten a day after it was sent, but not as long as its entry is pending, for so long it may be delivered again; and
    // only where there are more than 64, or of those of the same day more than 1000. A saga that is removed leaves them behind for a day.
    //
    // Lua does not roll back. So every check comes before the first write, and the saga last: should a command fail that nobody foresaw,
    // those before it stay, but the saga never says that something has happened which has not, and the message can be handled again.
    public static readonly RedisScript Write = new(LuaParts.Submit + """
        local at = 11
        local function nextWords()
          local from = at + 1
          at = from + tonumber(ARGV[at])
          return unpack(ARGV, from, at - 1)
        end
        local function forget()
          local fields, marks = redis.call('HGETALL', KEYS[1]), {}
          for i = 1, #fields, 2 do
            if string.sub(fields[i], 1, 8) == 'handled:' then
              local entry, stream, group = string.match(fields[i + 1], '^(%S+) (%S+) (%S+)$')
              marks[#marks + 1] = { fields[i], tonumber(string.match(entry, '^%d+')), entry, stream, group }
            end
          end
          table.sort(marks, function(a, b) return a[2] < b[2] end)
          local yesterday = now() - 86400000
          for i, mark in ipairs(marks) do
            if mark[2] < yesterday or #marks > 1000 and i <= #marks / 2 then
              local pending = redis.pcall('XPENDING', mark[4], mark[5], mark[3], mark[3], 1)
              if pending.err or #pending == 0 then redis.call('HDEL', KEYS[1], mark[1]) end
            end
          end
        end
        local stored = redis.call('HGET', KEYS[1], 'version')
        if ARGV[7] ~= '' and redis.call('HEXISTS', KEYS[1], ARGV[7]) == 1 then return 'HANDLED' end
        if (stored or '') ~= ARGV[1] then return 'VERSION' end
        if ARGV[10] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[10] then return 'EPOCH' end
        for i = 1, tonumber(ARGV[5]) do
          local answer = redis.call(nextWords())
          if not answer or answer == 0 then return 'condition ' .. i end
        end
        for i = 1, tonumber(ARGV[6]) do redis.call(nextWords()) end
        while at <= #ARGV do
          local taken
          taken, at = submit(ARGV[9], at)
        end
        if ARGV[2] ~= '' then
          redis.call('HSET', KEYS[1], 'version', ARGV[3], 'data', ARGV[2])
          if ARGV[4] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) else redis.call('PERSIST', KEYS[1]) end
        elseif ARGV[7] == '' then
          redis.call('DEL', KEYS[1])
        else
          redis.call('HDEL', KEYS[1], 'version', 'data')
        end
        if ARGV[7] ~= '' then
          redis.call('HSET', KEYS[1], ARGV[7], ARGV[8])
          if ARGV[2] == '' then redis.call('PEXPIRE', KEYS[1], 86400000) end
          local length = redis.call('HLEN', KEYS[1])
          if length > 64 and length % 32 == 0 then forget() end
        end
        return 'OK'
        """);
}
