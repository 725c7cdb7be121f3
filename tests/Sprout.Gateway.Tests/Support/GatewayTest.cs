using Sprout.Testing;

namespace Sprout.Gateway.Tests.Support;

/// <summary>A situation with a gateway in it.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    private readonly SharedRedis _redis;

    protected GatewayTest(SharedRedis redis) => _redis = redis;

    private protected RedisServer Redis => _redis.Server;

    internal GatewayHost Gateway { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Configuration beyond the keys.</summary>
    protected virtual (string Key, string? Value)[] Settings => [];

    /// <summary>The kubeconfig of a cluster; without one there is none.</summary>
    private protected virtual string Kubeconfig => "/nowhere/kubeconfig";

    /// <summary>Another clock than the system's.</summary>
    protected virtual TimeProvider? Time => null;

    public virtual async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync(_redis.Server, Time, settings: [("Kubernetes:KubeConfig", Kubeconfig), .. Settings]);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Gateway.DisposeAsync();
    }
}
