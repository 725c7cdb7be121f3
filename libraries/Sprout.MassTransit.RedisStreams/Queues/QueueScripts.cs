using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>What looks at a queue as it is at one moment, or takes messages out of it, in one script each: two operators, or one who is killed, lose and double nothing.</summary>
internal static class QueueScripts
{
    // groups: each as a table by name. isInFlight: whether any group has given the entry to somebody.
    private const string Groups = LuaParts.Named + """
        local function groups()
          local list = {}
          if redis.call('EXISTS', KEYS[1]) == 1 then
            for i, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do list[i] = named(group) end
          end
          return list
        end
        local known
        local function isInFlight(id)
          known = known or groups()
          for _, group in ipairs(known) do
            if group.pending > 0 and #redis.call('XPENDING', KEYS[1], group.name, id, id, 1) > 0 then return true end
          end
          return false
        end

        """;

    // KEYS: stream. ARGV: its group. Answers null where there is no such queue, else how many are in it, how many of them the group has given to nobody yet
    // (null: Redis has lost count), how many are in flight, consumers, the id of the first (null for none), and the time.
    public static readonly RedisScript Describe = new(Groups + LuaParts.Now + """
        if redis.call('EXISTS', KEYS[1]) == 0 then return false end
        local lag, pending, consumers = false, 0, 0
        for _, group in ipairs(groups()) do
          if group.name == ARGV[1] then lag = group.lag or false end
          pending = pending + group.pending
          consumers = consumers + group.consumers
        end
        local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
        return { redis.call('XLEN', KEYS[1]), lag, pending, consumers, first and first[1] or false, now() }
        """);

    // KEYS: stream, target. ARGV: whether the target may be made (1), whether the message begins anew (1), then per entry its id and the headers it gets
    // ('=': its own, '': none). Answers per entry 'done', 'missing', 'in flight' or 'homeless'. One that begins anew has no deliveries behind it and
    // lives without limit: the time it spent as a dead letter is not its own. Otherwise its life goes on.
    public static readonly RedisScript Move = new(Groups + LuaParts.Now + """
        local add = ARGV[1] == '1' and { 'XADD', KEYS[2], '*' } or { 'XADD', KEYS[2], 'NOMKSTREAM', '*' }
        local function fieldsOf(entry, headers)
          local fields = { unpack(add) }
          for f = 1, #entry[2], 2 do
            local name, value = entry[2][f], entry[2][f + 1]
            if name == 'h' and headers ~= '=' then value = headers ~= '' and headers end
            if name == 'ttl' then value = math.max(1, value - (now() - tonumber(string.match(entry[1], '^%d+')))) end
            if ARGV[2] == '1' and (name == 'ttl' or name == 'd') then value = false end
            if value then
              fields[#fields + 1] = name
              fields[#fields + 1] = value
            end
          end
          return fields
        end
        local outcomes = {}
        for i = 3, #ARGV, 2 do
          local id, outcome = ARGV[i], 'done'
          local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
          if not entry then
            outcome = 'missing'
          elseif isInFlight(id) then
            outcome = 'in flight'
          elseif not redis.call(unpack(fieldsOf(entry, ARGV[i + 1]))) then
            outcome = 'homeless'
          else
            redis.call('XDEL', KEYS[1], id)
          end
          outcomes[#outcomes + 1] = outcome
        end
        return outcomes
        """);

    // KEYS: stream. ARGV: first id, last id, how many at most. Answers how many are gone, the last id it looked at (null for none), and those in flight.
    public static readonly RedisScript Purge = new(Groups + """
        local answer = { 0, false }
        for _, entry in ipairs(redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[2], 'COUNT', ARGV[3])) do
          answer[2] = entry[1]
          if isInFlight(entry[1]) then
            answer[#answer + 1] = entry[1]
          else
            answer[1] = answer[1] + redis.call('XDEL', KEYS[1], entry[1])
          end
        end
        return answer
        """);
}
