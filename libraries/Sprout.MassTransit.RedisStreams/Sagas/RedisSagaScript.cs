using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>The one script that writes a saga.</summary>
internal static class RedisSagaScript
{
    // KEYS: the saga's hash (version, data, handled); the transport's epoch; the queue's stream (the latter two only with a message that is handled over
    // Redis Streams). ARGV:
    //  1 the version that must be stored ('' for none)   2 the new data ('' removes)   3 its version   4 its life in milliseconds ('' for ever)
    //  5 how many conditions                             6 how many commands           7 the handled message's token ('' for none)
    //  8 the entry that carries it                       9 the queue's group          10 the transport's key prefix   11 the epoch ('' for none)
    // then conditions and commands, each as a count of words and the words, then messages as LuaParts.Submit reads them.
    //
    // 'handled' keeps "message entry" pairs. The last sixteen stay, so that a message sent twice is recognised; earlier ones as long as their entry is
    // pending, for so long it may be delivered again. A saga that is removed leaves them behind for an hour.
    //
    // Lua does not roll back. So every check comes before the first write, and the saga last: should a command fail that nobody foresaw,
    // those before it stay, but the saga never says that something has happened which has not, and the message can be handled again.
    public static readonly RedisScript Write = new(LuaParts.Submit + """
        local at = 12
        local function nextWords()
          local from = at + 1
          at = from + tonumber(ARGV[at])
          return unpack(ARGV, from, at - 1)
        end
        local stored = redis.call('HMGET', KEYS[1], 'version', 'handled')
        local earlier = {}
        if ARGV[7] ~= '' then
          for message, entry in string.gmatch(stored[2] or '', '(%S+) (%S+)') do
            if message == ARGV[7] then return 'HANDLED' end
            earlier[#earlier + 1] = { message, entry }
          end
        end
        if (stored[1] or '') ~= ARGV[1] then return 'VERSION' end
        if ARGV[11] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[11] then return 'EPOCH' end
        for i = 1, tonumber(ARGV[5]) do
          local answer = redis.call(nextWords())
          if not answer or answer == 0 then return 'condition ' .. i end
        end
        local handled = {}
        for i, pair in ipairs(earlier) do
          local isPending = i > #earlier - 15
          if not isPending then
            local pending = redis.pcall('XPENDING', KEYS[3], ARGV[9], pair[2], pair[2], 1)
            isPending = not pending.err and #pending > 0
          end
          if isPending then handled[#handled + 1] = pair[1] .. ' ' .. pair[2] end
        end
        if ARGV[7] ~= '' then handled[#handled + 1] = ARGV[7] .. ' ' .. ARGV[8] end
        for i = 1, tonumber(ARGV[6]) do redis.call(nextWords()) end
        while at <= #ARGV do
          local taken
          taken, at = submit(ARGV[10], at)
        end
        if ARGV[2] ~= '' then
          redis.call('HSET', KEYS[1], 'version', ARGV[3], 'data', ARGV[2])
          if ARGV[4] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) else redis.call('PERSIST', KEYS[1]) end
        else
          redis.call('DEL', KEYS[1])
        end
        if ARGV[7] ~= '' then
          redis.call('HSET', KEYS[1], 'handled', table.concat(handled, ' '))
          if ARGV[2] == '' then redis.call('PEXPIRE', KEYS[1], 3600000) end
        end
        return 'OK'
        """);
}
