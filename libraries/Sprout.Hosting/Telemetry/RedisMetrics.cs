using System.Diagnostics.Metrics;
using Sprout.Redis;

namespace Sprout.Hosting.Telemetry;

/// <summary>What this process' connection to Redis says of itself.</summary>
internal sealed class RedisMetrics
{
    public RedisMetrics(IMeterFactory meters, IConnectionMultiplexer redis)
    {
        var meter = meters.Create(SproutTelemetry.MeterName);
        meter.CreateObservableGauge("sprout.redis.connected", () => redis.IsConnected ? 1 : 0, description: "Whether this process has its connection to Redis: 1 or 0.");
        meter.CreateObservableCounter("sprout.redis.commands", () => redis.Counters.Commands, "{command}", "Commands that this process has sent to Redis.");
    }
}
