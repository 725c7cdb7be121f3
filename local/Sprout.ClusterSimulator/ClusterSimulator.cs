using Microsoft.AspNetCore.Builder;
using Sprout.ClusterSimulator.Calls;
using Sprout.ClusterSimulator.Faults;

namespace Sprout.ClusterSimulator;

/// <summary>
/// A Kubernetes API server for a machine without a cluster: real HTTP, raw JSON, pods that live as their image's name
/// tells. docs/simulator.md says what it does and where it differs from a cluster.
/// </summary>
public sealed class ClusterSimulator : IAsyncDisposable
{
    private readonly WebApplication http;
    private readonly SimulatedCluster simulated;
    private readonly DirectoryInfo? temporaryFolder;
    private int disposed;

    private ClusterSimulator(WebApplication server, SimulatedCluster cluster, Uri address, string kubeconfigPath, DirectoryInfo? temporaryFolder)
    {
        http = server;
        simulated = cluster;
        this.temporaryFolder = temporaryFolder;
        BaseAddress = address;
        KubeconfigPath = kubeconfigPath;
    }

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A kubeconfig that leads here, in the data folder, or in a temporary one that goes with the simulator.</summary>
    public string KubeconfigPath { get; }

    /// <summary>The faults from now on; watches that are open stay as they are.</summary>
    public IReadOnlyList<FaultOptions> Faults
    {
        get => simulated.Faults.Rules;
        set => simulated.Faults.Rules = value;
    }

    /// <summary>How many calls met a fault since the start, by verb and kind.</summary>
    public IReadOnlyList<FaultCount> Struck => simulated.Faults.Struck;

    /// <summary>How many pods the scheduler has let wait because of <see cref="FaultOptions.MaxSchedulerDelay"/> since the start.</summary>
    public long DelayedPods => simulated.Faults.DelayedPods;

    /// <summary>How many calls were made since the start, by verb, resource and user agent.</summary>
    public IReadOnlyList<CallCount> Calls => simulated.Calls.All;

    /// <summary>
    /// Stops a node (<c>node-0</c>, <c>node-1</c>): its pods are no longer ready, deleted after a while, and Terminating until somebody forces it or
    /// the node is back. False when it is away already, or there is none of that name.
    /// </summary>
    public bool LoseNode(string name) => simulated.Nodes.Lose(name);

    /// <summary>Has a node come back. False when it is not away.</summary>
    public bool ReturnNode(string name) => simulated.Nodes.Return(name);

    /// <summary>The names of the pods that have this node at the moment, also of those that are being deleted. While it is away there are no new ones.</summary>
    public IReadOnlyList<string> PodsOn(string node) => simulated.Nodes.NamesOn(node);

    /// <summary>Ends the watches that are open; their clients open new ones.</summary>
    public void DropWatches() => simulated.Watches.EndAll();

    /// <summary>Starts one. Throws <see cref="IOException"/> when the port is taken, <see cref="InvalidDataException"/> when the data cannot be read.</summary>
    public static async Task<ClusterSimulator> StartAsync(ClusterSimulatorOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var cluster = new SimulatedCluster(options);
        WebApplication? server = null;
        try
        {
            server = HttpServer.Create(options, cluster);
            var address = await HttpServer.StartAsync(server, options.Port, ct);
            var temporary = options.DataFolder is null ? Directory.CreateTempSubdirectory("sprout-simulator-") : null;
            var kubeconfig = Path.Combine(options.DataFolder ?? temporary!.FullName, "kubeconfig");
            await File.WriteAllTextAsync(kubeconfig, Kubeconfig.For(address), ct);
            return new ClusterSimulator(server, cluster, address, kubeconfig, temporary);
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the open watches and stops. What was acknowledged is on disk already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        simulated.Watches.EndAll();
        await http.DisposeAsync();
        await simulated.DisposeAsync();
        temporaryFolder?.Delete(recursive: true);
    }
}
