using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.RateLimits;

/// <summary>A gateway that limits, with a Redis of its own, for policies are everybody's.</summary>
public abstract class LimitedGatewayTest : IAsyncLifetime
{
    internal RedisServer Redis { get; private set; } = null!;

    internal GatewayHost Gateway { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Configuration beyond that limits hold.</summary>
    protected virtual (string Key, string? Value)[] Settings => [];

    /// <summary>Long, for a machine that is busy must not look like a Redis that is away.</summary>
    protected virtual int RedisTimeoutMs => 30_000;

    /// <summary>Another clock than the system's.</summary>
    protected virtual TimeProvider? Time => null;

    public virtual async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        Gateway = await StartGatewayAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Gateway.DisposeAsync();
        await Redis.DisposeAsync();
    }

    internal Task<GatewayHost> StartGatewayAsync() => GatewayHost.StartAsync(Redis, Time, redisTimeoutMs: RedisTimeoutMs, settings: [("RateLimits:Enabled", "true"), .. Settings]);

    /// <summary>The settings of the policy that counts addresses.</summary>
    protected static (string Key, string? Value)[] Address(int limit, string window = "00:15:00") =>
        [("RateLimits:Policies:address:Limit", $"{limit}"), ("RateLimits:Policies:address:Window", window)];
}
