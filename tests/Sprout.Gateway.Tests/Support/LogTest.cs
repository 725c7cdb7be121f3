namespace Sprout.Gateway.Tests.Support;

/// <summary>A situation with a gateway before a cluster that has logs.</summary>
public abstract class LogTest(SharedRedis redis) : GatewayTest(redis)
{
    internal LogServer Cluster { get; private set; } = null!;

    private protected override string Kubeconfig => Cluster.Kubeconfig;

    public override async ValueTask InitializeAsync()
    {
        Cluster = await LogServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>The answer as it begins.</summary>
    protected static Task<HttpResponseMessage> OpenAsync(HttpClient client, Guid id, string query = "", CancellationToken cancellationToken = default) =>
        client.GetAsync($"/containers/{id}/logs{query}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
