using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What an error of Redis means.</summary>
internal static class RedisFailure
{
    /// <summary>Whether it passes by itself: the server is away, starts, fails over, or has no room.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException { Code: "LOADING" or "READONLY" or "MASTERDOWN" or "OOM" or "MISCONF" or "BUSY" or "NOREPLICAS" or "TRYAGAIN" or "CLUSTERDOWN" } => true,
        _ => false,
    };

    /// <summary>Whether the stream or its group is gone, as after FLUSHALL.</summary>
    public static bool IsGone(Exception exception) => exception is RedisServerException { Code: "NOGROUP" or "UNBLOCKED" };
}
