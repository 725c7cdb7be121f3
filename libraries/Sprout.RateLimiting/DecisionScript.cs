using Sprout.Redis;

namespace Sprout.RateLimiting;

/// <summary>Decides all policies of a request at once, by Redis' clock: all count it, or none does.</summary>
internal static class DecisionScript
{
    /// <summary>Where the time comes from; specs put a clock of theirs here.</summary>
    public const string Clock = "redis.call('TIME')";

    // KEYS: the policies, then one per policy. ARGV: 1 to count or 0 to look, then three per policy: 'log', limit, window; or 'gcra', burst, interval.
    // Times are microseconds, which a double holds exactly. Answers text: 1 or 0 for granted, then for each policy how many are
    // left, in how many microseconds there are more, and 0 (within), 1 (over) or 2 (over, and nobody was told within its window); then the stored version.
    // All checks come before the first write. After the clock was set back, a log's time stands still until it has caught up, for one window at
    // most; what a rate has noted for later than it can (also when its burst was lowered) lets one through and is right again.
    private const string Text = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local counts = ARGV[1] == '1'
        local version = redis.call('HGET', KEYS[1], 'version') or ''

        local function stale(key, length, before)
          local low, high = 0, length
          while low < high do
            local middle = low == 0 and high == length and 0 or math.floor((low + high) / 2)
            if tonumber(redis.call('LINDEX', key, middle)) <= before then low = middle + 1 else high = middle end
          end
          return low
        end

        local function log(key, limit, window)
          local use = {now = now, gone = 0, span = window}
          local length = redis.pcall('LLEN', key)
          if type(length) ~= 'number' then
            use.alien, length = true, 0
          elseif length > 0 then
            local last = tonumber(redis.call('LINDEX', key, -1))
            if last > now + window then use.alien, length = true, 0 elseif last > now then use.now = last end
          end
          if length > 0 then use.gone = stale(key, length, use.now - window) end
          local live = length - use.gone
          use.over = live >= limit
          local function reset(added)
            local index = use.gone + math.max(live + added - limit, 0)
            if index < length then return tonumber(redis.call('LINDEX', key, index)) + window - now end
            return live + added > 0 and use.now + window - now or 0
          end
          function use.state(added) return math.max(limit - live - added, 0), reset(added) end
          function use.add()
            if use.alien then redis.call('DEL', key) elseif use.gone > 0 then redis.call('LPOP', key, use.gone) end
            redis.call('RPUSH', key, string.format('%.0f', use.now))
            redis.call('PEXPIRE', key, math.ceil((use.now + window - now) / 1000))
          end
          return use
        end

        local function gcra(key, burst, interval)
          local got = redis.pcall('GET', key)
          local full = burst * interval
          local due = type(got) == 'string' and tonumber(got) or now
          if due < now then due = now elseif due > now + full then due = now + full - interval end
          local use = {over = due + interval - now > full, span = full}
          function use.state(added)
            local room = full - (due + added * interval - now)
            local left = math.max(math.floor(room / interval), 0)
            return left, left < burst and (left + 1) * interval - room or 0
          end
          function use.add()
            redis.call('SET', key, string.format('%.0f', due + interval), 'PX', math.ceil((due + interval - now) / 1000))
          end
          return use
        end

        local uses, over = {}, false
        for i = 1, #KEYS - 1 do
          local at = i * 3 - 1
          local limit, span = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
          uses[i] = ARGV[at] == 'log' and log(KEYS[i + 1], limit, span) or ARGV[at] == 'gcra' and gcra(KEYS[i + 1], limit, span)
          over = over or uses[i].over
        end
        local added = counts and not over and 1 or 0
        local answer = {over and '0' or '1'}
        local news = {}
        for i, use in ipairs(uses) do
          local left, reset = use.state(added)
          local over = use.over and 1 or 0
          if use.over and counts then
            local told = KEYS[i + 1] .. ':told'
            if redis.call('EXISTS', told) == 0 then
              over = 2
              news[#news + 1] = {told, math.ceil(use.span / 1000)}
            end
          end
          answer[#answer + 1] = string.format('%.0f %.0f %d', left, reset, over)
        end
        if added == 1 then
          for _, use in ipairs(uses) do use.add() end
        end
        for _, told in ipairs(news) do redis.call('SET', told[1], '', 'PX', told[2]) end
        answer[#answer + 1] = version
        return table.concat(answer, ' ')
        """;

    /// <summary>The script.</summary>
    public static RedisScript Script { get; } = new(Text);

    /// <summary>The script by another clock: a Lua expression that gives seconds and microseconds.</summary>
    public static RedisScript By(string clock) => new(Text.Replace(Clock, clock, StringComparison.Ordinal));
}
