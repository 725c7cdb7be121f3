namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Lua functions that several scripts begin with.</summary>
internal static class LuaParts
{
    // deliver: one message to where it goes; answers how many queues took it. A temporary queue that is gone takes nothing, and loses its binding.
    public const string Deliver = """
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
          local queues = redis.call('SUNION', unpack(topics))
          for _, queue in ipairs(queues) do
            local key = prefix .. 'queue:' .. (string.byte(queue) == 126 and string.sub(queue, 2) or queue)
            local kind = redis.call('TYPE', key).ok
            if kind ~= 'stream' and kind ~= 'none' then error('WRONGTYPE ' .. key .. ' is a ' .. kind .. ' and no stream') end
          end
          for _, queue in ipairs(queues) do
            if string.byte(queue) ~= 126 then
              redis.call('XADD', prefix .. 'queue:' .. queue, '*', unpack(fields))
            elseif not redis.call('XADD', prefix .. 'queue:' .. string.sub(queue, 2), 'NOMKSTREAM', '*', unpack(fields)) then
              for _, topic in ipairs(topics) do redis.call('SREM', topic, queue) end
            end
          end
          return #queues
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

    // owns: whether the consumer (ARGV[2]) of the group (ARGV[1]) still holds the entry.
    public const string Owns = """
        local function owns(id)
          local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
          return pending and pending[2] == ARGV[2] and pending
        end
        local function finish(id)
          redis.call('XACK', KEYS[1], ARGV[1], id)
          redis.call('XDEL', KEYS[1], id)
        end

        """;
}
