using Sprout.Kubernetes;

namespace Sprout.Local.Cluster;

/// <summary>The cluster that this process talks to.</summary>
public sealed class LocalCluster(KubernetesClientConfiguration configuration, string urlTemplate, string description, string? kubeconfigPath = null, IAsyncDisposable? simulator = null) : IAsyncDisposable
{
    /// <summary>How to reach it.</summary>
    public KubernetesClientConfiguration Configuration { get; } = configuration;

    /// <summary>The kubeconfig that leads to it; null where the usual way does.</summary>
    public string? KubeconfigPath { get; } = kubeconfigPath;

    /// <summary>Where its containers answer.</summary>
    public string UrlTemplate { get; } = urlTemplate;

    /// <summary>For people: which one it is.</summary>
    public string Description { get; } = description;

    /// <summary>
    /// The cluster that was asked for. Throws <see cref="KubeConfigException"/> for a kubeconfig that does not lead to one, and
    /// <see cref="ClusterUnreachableException"/> when it does not answer.
    /// </summary>
    public static async Task<LocalCluster> ConnectAsync(UpOptions options, string simulatorFolder, CancellationToken cancellationToken)
    {
        if (!options.UsesCluster)
            return await SimulatedCluster.StartAsync(simulatorFolder, options.UrlTemplate);

        var configuration = KubernetesClientConfiguration.BuildDefaultConfig(options.Context);
        try
        {
            using var client = new KubernetesClient(configuration with { HttpClientTimeout = TimeSpan.FromSeconds(10) });
            var version = await client.GetVersionAsync(cancellationToken);
            return new(configuration, options.UrlTemplate ?? "http://{id}.localhost/", $"context {configuration.Context}: Kubernetes {version} at {configuration.Server}");
        }
        catch (Exception exception) when (exception is HttpRequestException or KubernetesException)
        {
            throw new ClusterUnreachableException($"The cluster {configuration} does not answer: {exception.Message}", exception);
        }
    }

    /// <summary>Stops the simulator, where that is the cluster.</summary>
    public ValueTask DisposeAsync() => simulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
