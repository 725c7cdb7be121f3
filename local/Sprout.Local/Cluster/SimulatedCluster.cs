using Sprout.ClusterSimulator;
using Sprout.ClusterSimulator.Faults;
using Sprout.Kubernetes;
using Sprout.Local.Data;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.Local.Cluster;

/// <summary>The simulator as the cluster.</summary>
public static class SimulatedCluster
{
    /// <summary>The environment variable that makes calls fail, for trying out what happens then: docs/simulator.md.</summary>
    public const string Faults = "SPROUT_SIMULATOR_FAULTS";

    /// <summary>Starts it on the objects in that folder, on the same port each time: containers' addresses begin with it.</summary>
    public static async Task<LocalCluster> StartAsync(string folder, string? urlTemplate)
    {
        var port = new RememberedPort(Path.Combine(folder, "port")).Choose();
        var simulator = await Simulator.StartAsync(new ClusterSimulatorOptions
        {
            Port = port,
            DataFolder = folder,
            Faults = FaultOptions.Parse(Environment.GetEnvironmentVariable(Faults) ?? ""),
        });
        return new(
            KubernetesClientConfiguration.BuildConfigFromConfigFile(simulator.KubeconfigPath),
            urlTemplate ?? $"{simulator.BaseAddress}c/{{id}}/",
            $"simulated, at {simulator.BaseAddress}; KUBECONFIG={simulator.KubeconfigPath} shows it to kubectl",
            simulator.KubeconfigPath,
            simulator);
    }
}
