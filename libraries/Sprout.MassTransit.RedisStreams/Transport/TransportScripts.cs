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
    public static readonly RedisScript Publish = new(LuaParts.AddToAll + """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
        local queues = redis.call('SUNION', unpack(KEYS, 2))
        if #queues == 0 then
          local time = redis.call('TIME')
          return time[1] * 1000 - string.match(ARGV[1], '^%d+') < tonumber(ARGV[3]) and -2 or 0
        end
        local function forget(queue)
          for topic = 2, #KEYS do redis.call('SREM', KEYS[topic], queue) end
        end
        return addToAll(ARGV[2], queues, forget, unpack(ARGV, 4))
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
        local function deliverStored(id)
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
          if message.to then deliver(ARGV[1], message.kind, cjson.decode(message.to), fields) end
          redis.call('DEL', key)
        end
        local time, failed = now(), {}
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time, 'LIMIT', 0, ARGV[2])
        for _, id in ipairs(due) do
          if pcall(deliverStored, id) then
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
    // A group that is made for a stream with a past is told what of it has gone, or Redis could not say how many wait.
    public static readonly RedisScript Declare = new(LuaParts.Named + """
        local function hasGroup()
          for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
            if group[2] == ARGV[1] then return true end
          end
        end
        if ARGV[6] == '1' then redis.call('DEL', KEYS[1]) end
        if redis.call('EXISTS', KEYS[1]) == 0 then
          redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
        elseif not hasGroup() then
          local stream = named(redis.call('XINFO', 'STREAM', KEYS[1]))
          redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'ENTRIESREAD', stream['entries-added'] - stream.length)
          redis.call('XSETID', KEYS[1], stream['last-generated-id'], 'ENTRIESADDED', stream['entries-added'], 'MAXDELETEDID', '0-1')
        end
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
    public static readonly RedisScript DeleteQueue = new(LuaParts.Named + """
        local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[3])
        for _, consumer in ipairs(consumers.err and {} or consumers) do
          local is = named(consumer)
          if is.name ~= ARGV[4] and is.idle < tonumber(ARGV[5]) then return 0 end
        end
        for i = 6, #ARGV do redis.call('SREM', ARGV[1] .. 'topology:' .. ARGV[i], ARGV[2]) end
        return redis.call('DEL', KEYS[1])
        """);
}
