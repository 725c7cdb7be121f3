using Microsoft.Extensions.Logging;
using Sprout.Redis;

namespace Sprout.Gateway.RateLimits;

/// <summary>Whether Redis can be asked. When it was away, one request a second tries, so that the others need not wait; it is logged when that changes.</summary>
internal sealed class RedisAbsence
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IConnectionMultiplexer _redis;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisAbsence> _logger;
    private int _isAway;
    private long _triedAt;

    public RedisAbsence(IConnectionMultiplexer redis, TimeProvider time, ILogger<RedisAbsence> logger) => (_redis, _time, _logger) = (redis, time, logger);

    /// <summary>Whether this request is to ask.</summary>
    public bool MayAsk()
    {
        if (!_redis.IsConnected)
        {
            Failed("there is no connection");
            return false;
        }

        if (Volatile.Read(ref _isAway) == 0)
            return true;
        var (now, before) = (_time.GetTimestamp(), Volatile.Read(ref _triedAt));
        return _time.GetElapsedTime(before, now) >= Interval && Interlocked.CompareExchange(ref _triedAt, now, before) == before;
    }

    /// <summary>Says that it answered.</summary>
    public void Answered()
    {
        if (Volatile.Read(ref _isAway) != 0 && Interlocked.Exchange(ref _isAway, 0) != 0)
            _logger.LogInformation("Redis answers again: requests are counted");
    }

    /// <summary>Says that it did not.</summary>
    public void Failed(string reason)
    {
        if (Interlocked.Exchange(ref _isAway, 1) != 0)
            return;
        _logger.LogWarning("Redis cannot be asked, so requests are not counted until it answers again: {Reason}", reason);
    }
}
