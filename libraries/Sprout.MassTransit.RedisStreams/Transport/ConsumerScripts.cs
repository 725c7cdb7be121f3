using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What a consumer does with entries of its group, each step in one script. Whatever removes an entry checks that the consumer still holds it.</summary>
internal static class ConsumerScripts
{
    // KEYS: stream. ARGV: group, consumer, ids. Answers the entries that the consumer holds, as id, deliveries and fields (none for one that was deleted).
    public static readonly RedisScript Fetch = new(LuaParts.Owns + """
        local entries = {}
        for i = 3, #ARGV do
          local pending = owns(ARGV[i])
          if pending then
            local entry = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
            entries[#entries + 1] = { ARGV[i], pending[4], entry and entry[2] or {} }
          end
        end
        return entries
        """);

    // KEYS: stream. ARGV: group, consumer, ids. Answers those that nobody holds any more, and those that another consumer holds, which stay as they are.
    public static readonly RedisScript Acknowledge = new(LuaParts.Owns + """
        local held, gone, taken = {}, {}, {}
        for i = 3, #ARGV do
          local id = ARGV[i]
          local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
          if not pending then
            gone[#gone + 1] = id
          elseif pending[2] == ARGV[2] then
            held[#held + 1] = id
          else
            taken[#taken + 1] = id
          end
        end
        if #held > 0 then
          finish(unpack(held))
          keepLag()
        end
        return { gone, taken }
        """);

    // KEYS: stream, target stream. ARGV: group, consumer, id, fields of the entry that takes its place. Answers 0 when the claim was lost.
    public static readonly RedisScript Move = new(LuaParts.Owns + """
        if not owns(ARGV[3]) then return 0 end
        redis.call('XADD', KEYS[2], '*', unpack(ARGV, 4))
        finish(ARGV[3])
        keepLag()
        return 1
        """);

    // KEYS: stream. ARGV: group, consumer, id, prefix, the message that takes its place. Answers 0 when the claim was lost.
    public static readonly RedisScript Redeliver = new(LuaParts.Owns + LuaParts.Submit + """
        if not owns(ARGV[3]) then return 0 end
        submit(ARGV[4], 5)
        finish(ARGV[3])
        keepLag()
        return 1
        """);

    // KEYS: stream. ARGV: group, consumer, 1 when this delivery counts because somebody had begun with it, ids. Those still held go back into the queue
    // as new entries, so that a waiting consumer has them at once. Earlier deliveries count, and the time to live goes on.
    public static readonly RedisScript HandBack = new(LuaParts.Owns + LuaParts.Now + """
        local returned = 0
        for i = 4, #ARGV do
          local id = ARGV[i]
          local pending = owns(id)
          local entry = pending and redis.call('XRANGE', KEYS[1], id, id)[1]
          if entry then
            local fields, deliveries = {}, pending[4] - 1 + ARGV[3]
            for f = 1, #entry[2], 2 do
              local name, value = entry[2][f], entry[2][f + 1]
              if name == 'd' then
                deliveries = deliveries + (tonumber(value) or 0)
              else
                if name == 'ttl' and tonumber(value) then value = math.max(1, value - (now() - tonumber(string.match(id, '^%d+')))) end
                fields[#fields + 1] = name
                fields[#fields + 1] = value
              end
            end
            if deliveries > 0 then
              fields[#fields + 1] = 'd'
              fields[#fields + 1] = deliveries
            end
            redis.call('XADD', KEYS[1], '*', unpack(fields))
            finish(id)
            returned = returned + 1
          end
        end
        keepLag()
        return returned
        """);

    // KEYS: stream. ARGV: group, consumer, ids. Answers those whose claim was lost.
    public static readonly RedisScript Renew = new(LuaParts.Owns + """
        local lost = {}
        for i = 3, #ARGV do
          if owns(ARGV[i]) then
            redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
          else
            lost[#lost + 1] = ARGV[i]
          end
        end
        return lost
        """);

    // KEYS: stream. ARGV: group, consumer, idle milliseconds, cursor, how many. Answers the next cursor, and entries as id, deliveries and fields.
    public static readonly RedisScript Claim = new("""
        local claimed = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], 'COUNT', ARGV[5])
        local entries = {}
        for i, entry in ipairs(claimed[2]) do
          local pending = redis.call('XPENDING', KEYS[1], ARGV[1], entry[1], entry[1], 1)[1]
          entries[i] = { entry[1], pending[4], entry[2] }
        end
        return { claimed[1], entries }
        """);

    // KEYS: stream. ARGV: group, consumer. Takes the consumer out of the group, unless it holds something: that would be lost.
    public static readonly RedisScript Leave = new("""
        if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """);

    // KEYS: stream. ARGV: group, consumer, idle milliseconds. Consumers that are long gone and hold nothing.
    public static readonly RedisScript ForgetConsumers = new(LuaParts.Named + """
        local forgotten = 0
        for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
          local is = named(consumer)
          if is.name ~= ARGV[2] and is.pending == 0 and is.idle > tonumber(ARGV[3]) then
            redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], is.name)
            forgotten = forgotten + 1
          end
        end
        return forgotten
        """);
}
