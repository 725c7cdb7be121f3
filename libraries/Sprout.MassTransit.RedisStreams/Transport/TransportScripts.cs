using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Everything that takes more than one command, each in one script: it happens as a whole or not at all, whoever dies meanwhile.
/// Lua does not roll back, so each checks before it writes; memory and the disk are refused by Redis at the first write.
/// </summary>
internal static class TransportScripts
{
    // KEYS: epoch, the sets of the topics. ARGV: the epoch that the caller knows, what every queue's key begins with, for how many milliseconds an epoch is
    // young, fields. As deliver does for topics, but flat: it runs for every published message. Answers how many queues took it; -1 when Redis has
    // lost its data; -2 when nobody is bound, but the epoch is so young that somebody may just be about to.
    public static readonly RedisScript Publish = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
        local queues = redis.call('SUNION', unpack(KEYS, 2))
        if #queues == 0 then
          local time = redis.call('TIME')
          return time[1] * 1000 - string.match(ARGV[1], '^%d+') < tonumber(ARGV[3]) and -2 or 0
        end
        if #queues > 1 then
          for i = 1, #queues do
            local key = ARGV[2] .. (string.byte(queues[i]) == 126 and string.sub(queues[i], 2) or queues[i])
            local kind = redis.call('TYPE', key).ok
            if kind ~= 'stream' and kind ~= 'none' then return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. kind .. ' and no stream') end
          end
        end
        for i = 1, #queues do
          local queue = queues[i]
          if string.byte(queue) ~= 126 then
            redis.call('XADD', ARGV[2] .. queue, '*', unpack(ARGV, 4))
          elseif not redis.call('XADD', ARGV[2] .. string.sub(queue, 2), 'NOMKSTREAM', '*', unpack(ARGV, 4)) then
            for topic = 2, #KEYS do redis.call('SREM', KEYS[topic], queue) end
          end
        end
        return #queues
        """);

    // KEYS: epoch. ARGV: prefix, the epoch that the caller knows, messages. Answers how many queues took them; -1 when Redis has lost its data.
    public static readonly RedisScript Send = new(LuaParts.Submit + """
        if redis.call('GET', KEYS[1]) ~= ARGV[2] then return -1 end
        local taken, at = 0, 3
        while at <= #ARGV do
          local count
          count, at = submit(ARGV[1], at)
          taken = taken + count
        end
        return taken
        """);

    // KEYS: delayed. ARGV: prefix, how many at most. Answers how many were due, the time of the next one (-1 for none), the time, and the ids of those
    // that cannot be delivered, such as to a key that is no stream: they wait ten seconds more instead of holding up the others.
    public static readonly RedisScript DeliverDue = new(LuaParts.Now + LuaParts.Deliver + """
        local function attempt(message, fields)
          deliver(ARGV[1], message.kind, cjson.decode(message.to), fields)
        end
        local time, failed = now(), {}
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time, 'LIMIT', 0, ARGV[2])
        for _, id in ipairs(due) do
          local key = ARGV[1] .. 'delayed:' .. id
          local stored, message, fields = redis.call('HGETALL', key), {}, {}
          for i = 1, #stored, 2 do
            if stored[i] == 'kind' or stored[i] == 'to' then
              message[stored[i]] = stored[i + 1]
            else
              fields[#fields + 1] = stored[i]
              fields[#fields + 1] = stored[i + 1]
            end
          end
          local delivered = not message.to or pcall(attempt, message, fields)
          if delivered then
            redis.call('DEL', key)
            redis.call('ZREM', KEYS[1], id)
          else
            redis.call('ZADD', KEYS[1], time + 10000, id)
            failed[#failed + 1] = id
          end
        end
        local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
        return { #due, tonumber(next[2] or -1), time, failed }
        """);

    // KEYS: delayed, the message. ARGV: its id. Answers whether it was still waiting.
    public static readonly RedisScript Cancel = new("""
        redis.call('DEL', KEYS[2])
        return redis.call('ZREM', KEYS[1], ARGV[1])
        """);

    // KEYS: epoch. ARGV: a new one's random part. Answers the one that holds, which begins with the time of its birth, and the time. Writes only where
    // there is none: a server without room refuses every SET.
    public static readonly RedisScript KnowEpoch = new(LuaParts.Now + """
        local known, time = redis.call('GET', KEYS[1]), now()
        if not known then
          known = string.format('%.0f', time) .. ':' .. ARGV[1]
          redis.call('SET', KEYS[1], known)
        end
        return { known, time }
        """);

    // KEYS: stream. ARGV: group, life in milliseconds ('' for ever), prefix, binding, the binding of the other kind, 1 to purge first, topics.
    // Writes only what is missing, for what is all there already must go on when a server has no room for more.
    public static readonly RedisScript Declare = new("""
        local function hasGroup()
          if redis.call('EXISTS', KEYS[1]) == 0 then return false end
          for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
            if group[2] == ARGV[1] then return true end
          end
        end
        if ARGV[6] == '1' then redis.call('DEL', KEYS[1]) end
        if not hasGroup() then redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM') end
        for i = 7, #ARGV do
          local topic = ARGV[3] .. 'topology:' .. ARGV[i]
          if redis.call('SISMEMBER', topic, ARGV[4]) == 0 then redis.call('SADD', topic, ARGV[4]) end
          redis.call('SREM', topic, ARGV[5])
        end
        if ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) else redis.call('PERSIST', KEYS[1]) end
        return 'OK'
        """);

    // KEYS: stream. ARGV: prefix, binding, group, consumer, milliseconds of silence after which another consumer counts as gone, topics. Answers whether
    // the queue was removed: only the last of its consumers does that.
    public static readonly RedisScript DeleteQueue = new("""
        local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[3])
        for _, consumer in ipairs(consumers.err and {} or consumers) do
          local is = {}
          for i = 1, #consumer, 2 do is[consumer[i]] = consumer[i + 1] end
          if is.name ~= ARGV[4] and is.idle < tonumber(ARGV[5]) then return 0 end
        end
        for i = 6, #ARGV do redis.call('SREM', ARGV[1] .. 'topology:' .. ARGV[i], ARGV[2]) end
        return redis.call('DEL', KEYS[1])
        """);

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
    public static readonly RedisScript Acknowledge = new("""
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
          redis.call('XACK', KEYS[1], ARGV[1], unpack(held))
          redis.call('XDEL', KEYS[1], unpack(held))
        end
        return { gone, taken }
        """);

    // KEYS: stream, target stream. ARGV: group, consumer, id, fields of the entry that takes its place. Answers 0 when the claim was lost.
    public static readonly RedisScript Move = new(LuaParts.Owns + """
        if not owns(ARGV[3]) then return 0 end
        redis.call('XADD', KEYS[2], '*', unpack(ARGV, 4))
        finish(ARGV[3])
        return 1
        """);

    // KEYS: stream. ARGV: group, consumer, id, prefix, the message that takes its place. Answers 0 when the claim was lost.
    public static readonly RedisScript Redeliver = new(LuaParts.Owns + LuaParts.Submit + """
        if not owns(ARGV[3]) then return 0 end
        submit(ARGV[4], 5)
        finish(ARGV[3])
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
    public static readonly RedisScript ForgetConsumers = new("""
        local forgotten = 0
        for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
          local is = {}
          for i = 1, #consumer, 2 do is[consumer[i]] = consumer[i + 1] end
          if is.name ~= ARGV[2] and is.pending == 0 and is.idle > tonumber(ARGV[3]) then
            redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], is.name)
            forgotten = forgotten + 1
          end
        end
        return forgotten
        """);
}
