namespace Sprout.Local.RedisServers;

/// <summary>The private redis-server cannot be had; the message says why and what to do.</summary>
public sealed class RedisSupervisorException(string message, Exception? inner = null) : Exception(message, inner);
