namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Lua functions that several scripts begin with.</summary>
internal static class LuaParts
{
    // deliver: one message to where it goes; answers how many queues took it. A temporary queue that is gone takes nothing, and loses its binding.
    // All are looked at before the first takes it: either all do, or none.
    public const string Deliver = """
        local function deliver(prefix, kind, names, fields)
          if kind == 'queue' then
            redis.call('XADD', prefix .. 'queue:' .. names[1], '*', unpack(fields))
            return 1
          end
          if kind == 'temporary' then
            return redis.call('XADD', prefix .. 'queue:' .. names[1], 'NOMKSTREAM', '*', unpack(fields)) and 1 or 0
          end
          local taken, count = {}, 0
          for _, topic in ipairs(names) do
            for _, queue in ipairs(redis.call('SMEMBERS', prefix .. 'topology:' .. topic)) do
              local isTemporary = string.sub(queue, 1, 1) == '~'
              local key = prefix .. 'queue:' .. (isTemporary and string.sub(queue, 2) or queue)
              local found = redis.call('TYPE', key).ok
              if found ~= 'stream' and found ~= 'none' then
                error({ err = 'WRONGTYPE ' .. key .. ' is a ' .. found .. ', not a queue; the message was delivered to nobody' })
              end
              if isTemporary and found == 'none' then
                redis.call('SREM', prefix .. 'topology:' .. topic, queue)
              elseif not taken[key] then
                taken[key] = true
                count = count + 1
                taken[count] = key
              end
            end
          end
          for i = 1, count do redis.call('XADD', taken[i], '*', unpack(fields)) end
          return count
        end

        """;

    // now: the server's clock in milliseconds.
    public const string Now = """
        local function now()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end

        """;

    // submit: the message whose words begin at ARGV[at] (kind, delay, id, names, fields), delivered or put aside until it is due.
    // Answers how many took it and where the next words begin. A message under an id that waits already replaces it.
    public const string Submit = Now + Deliver + """
        local function words(at)
          local list, count = {}, tonumber(ARGV[at])
          for i = 1, count do list[i] = ARGV[at + i] end
          return list, at + count + 1
        end
        local function submit(prefix, at)
          local kind, delay, id = ARGV[at], ARGV[at + 1], ARGV[at + 2]
          local names, fields
          names, at = words(at + 3)
          fields, at = words(at)
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

    // owns: whether the consumer (ARGV[2]) of the group (ARGV[1]) still holds the entry. finish: removes it. keepLag: to be called at the end.
    // When the entry that the group was given last is deleted while older ones are still being handled, Redis no longer knows how many wait:
    // it cannot tell a deleted entry that was delivered from one that was not. We can, for we delete what was delivered only. So it is told to
    // forget about that deletion, or the lag would be nil for as long as the older ones take, and a scaler blind. (0-1 is the least that XSETID takes.)
    public const string Owns = Named + """
        local finished = {}
        local function owns(id)
          local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
          return pending and pending[2] == ARGV[2] and pending
        end
        local function finish(id)
          redis.call('XACK', KEYS[1], ARGV[1], id)
          redis.call('XDEL', KEYS[1], id)
          finished[id] = true
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
