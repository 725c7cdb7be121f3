using Sprout.Kubernetes;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>A cluster on this machine behind a gate: while it is shut, the API server is away for those who have this kubeconfig.</summary>
public sealed class GatedCluster : IAsyncDisposable
{
    /// <summary>Writes its kubeconfig into the folder.</summary>
    public GatedCluster(string kubeconfig, string folder)
    {
        var server = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig).Server;
        Gate = TcpGate.To(server.Port);
        Kubeconfig = Path.Combine(folder, "kubeconfig");
        var given = File.ReadAllText(kubeconfig);
        given.ShouldContain(server.Authority);
        File.WriteAllText(Kubeconfig, given.Replace(server.Authority, $"{server.Host}:{Gate.Port}", StringComparison.Ordinal));
    }

    /// <summary>The way to it; open at first.</summary>
    public TcpGate Gate { get; }

    /// <summary>The file that leads through the gate.</summary>
    public string Kubeconfig { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Gate.DisposeAsync();
}
