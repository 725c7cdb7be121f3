using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Redis;

namespace Sprout.Gateway.Features.Health;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisHealthCheck : IHealthCheck
{
    private readonly IDatabase _database;

    public RedisHealthCheck(IDatabase database) => _database = database;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await _database.ExecuteAsync("PING", [], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisException away)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer.", away);
        }
    }
}
