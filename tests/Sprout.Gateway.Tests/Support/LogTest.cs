namespace Sprout.Gateway.Tests.Support;

/// <summary>A situation with a gateway before a cluster that has logs.</summary>
public abstract class LogTest(SharedRedis redis) : IAsyncLifetime
{
    internal LogServer Cluster { get; private set; } = null!;

    internal GatewayHost Gateway { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Configuration beyond keys and cluster.</summary>
    protected virtual (string Key, string? Value)[] Settings => [];

    public async ValueTask InitializeAsync()
    {
        Cluster = await LogServer.StartAsync();
        Gateway = await GatewayHost.StartAsync(redis.Server, settings: [("Kubernetes:KubeConfig", Cluster.Kubeconfig), .. Settings]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Gateway.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>The answer as it begins.</summary>
    protected static Task<HttpResponseMessage> OpenAsync(HttpClient client, Guid id, string query = "", CancellationToken cancellationToken = default) =>
        client.GetAsync($"/containers/{id}/logs{query}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
