using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Redis;

namespace Sprout.Hosting.Health;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisHealthCheck : IHealthCheck
{
    private readonly IConnectionMultiplexer _redis;

    public RedisHealthCheck(IConnectionMultiplexer redis) => _redis = redis;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A command would wait for the connection, and whoever asks would give up before it does.
        if (!_redis.IsConnected)
            return HealthCheckResult.Unhealthy("There is no connection to Redis.");
        try
        {
            await _redis.GetDatabase().ExecuteAsync("PING", [], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisException away)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer.", away);
        }
    }
}
