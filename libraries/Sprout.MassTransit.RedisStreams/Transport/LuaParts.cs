namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Lua functions that several scripts begin with.</summary>
internal static class LuaParts
{
    // addToAll: an entry of these fields to every queue. A temporary one (its name begins with ~) that is gone takes nothing, and is forgotten.
    // When one refuses, such as a key of another type, those before it give theirs back, so that trying again doubles nothing.
    public const string AddToAll = """
        local function addToAll(begin, queues, forget, ...)
          local added = {}
          for i = 1, #queues do
            local key, id
            if string.byte(queues[i]) ~= 126 then
              key = begin .. queues[i]
              id = redis.pcall('XADD', key, '*', ...)
            else
              key = begin .. string.sub(queues[i], 2)
              id = redis.pcall('XADD', key, 'NOMKSTREAM', '*', ...)
              if not id then forget(queues[i]) end
            end
            if type(id) == 'table' then
              for taken, entry in pairs(added) do redis.call('XDEL', taken, entry) end
              error({ err = id.err .. ' (' .. key .. ')' })
            elseif id then
              added[key] = id
            end
          end
          return #queues
        end

        """;

    // deliver: one message to where it goes; answers how many queues it went to.
    public const string Deliver = AddToAll + """
        local function deliver(prefix, kind, names, fields)
          if kind == 'queue' then
            redis.call('XADD', prefix .. 'queue:' .. names[1], '*', unpack(fields))
            return 1
          end
          if kind == 'temporary' then
            return redis.call('XADD', prefix .. 'queue:' .. names[1], 'NOMKSTREAM', '*', unpack(fields)) and 1 or 0
          end
          local topics = {}
          for i, topic in ipairs(names) do topics[i] = prefix .. 'topology:' .. topic end
          if #topics == 0 then return 0 end
          local function forget(queue)
            for _, topic in ipairs(topics) do redis.call('SREM', topic, queue) end
          end
          return addToAll(prefix .. 'queue:', redis.call('SUNION', unpack(topics)), forget, unpack(fields))
        end

        """;

    // now: the server's clock in milliseconds.
    public const string Now = """
        local function now()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end

        """;

    // submit: the message whose words begin at ARGV[at] (kind, names, delay, id, fields), delivered or put aside until it is due.
    // Answers how many took it and where the next words begin. A message under an id that waits already replaces it.
    public const string Submit = Now + Deliver + """
        local function words(at)
          local list, count = {}, tonumber(ARGV[at])
          for i = 1, count do list[i] = ARGV[at + i] end
          return list, at + count + 1
        end
        local function submit(prefix, at)
          local kind, names, fields = ARGV[at], nil, nil
          names, at = words(at + 1)
          local delay, id = ARGV[at], ARGV[at + 1]
          fields, at = words(at + 2)
          if delay == '' then return deliver(prefix, kind, names, fields), at end
          local key = prefix .. 'delayed:' .. id
          redis.call('DEL', key)
          redis.call('HSET', key, 'kind', kind, 'to', cjson.encode(names), unpack(fields))
          redis.call('ZADD', prefix .. 'delayed', now() + tonumber(delay), id)
          return 1, at
        end

        """;

    // named: a reply of names and values in turn, by name.
    public const string Named = """
        local function named(list)
          local is = {}
          for i = 1, #list, 2 do is[list[i]] = list[i + 1] end
          return is
        end

        """;

    // owns: whether the consumer (ARGV[2]) of the group (ARGV[1]) still holds the entry. finish: removes entries. keepLag: to be called at the end.
    // When the entry that the group was given last is deleted while older ones are still being handled, Redis no longer knows how many wait:
    // it cannot tell a deleted entry that was delivered from one that was not. We can, for we delete what was delivered only. So it is told to
    // forget about that deletion, or the lag would be nil for as long as the older ones take, and a scaler blind. (0-1 is the least that XSETID takes.)
    public const string Owns = Named + """
        local finished = {}
        local function owns(id)
          local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
          return pending and pending[2] == ARGV[2] and pending
        end
        local function finish(...)
          redis.call('XACK', KEYS[1], ARGV[1], ...)
          redis.call('XDEL', KEYS[1], ...)
          for _, id in ipairs({ ... }) do finished[id] = true end
        end
        local function keepLag()
          if redis.call('XLEN', KEYS[1]) == 0 then return end
          for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
            local last = named(group)['last-delivered-id']
            if finished[last] then
              local stream = named(redis.call('XINFO', 'STREAM', KEYS[1]))
              if stream['max-deleted-entry-id'] == last then
                redis.call('XSETID', KEYS[1], stream['last-generated-id'], 'ENTRIESADDED', stream['entries-added'], 'MAXDELETEDID', '0-1')
              end
            end
          end
        end

        """;
}
