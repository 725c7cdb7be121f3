namespace Sprout.Local.Cluster;

/// <summary>The simulator as the cluster.</summary>
public static class SimulatedCluster
{
    /// <summary>Starts it on the objects in that folder.</summary>
    public static Task<LocalCluster> StartAsync(string folder, string? urlTemplate, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{folder} {urlTemplate} {cancellationToken.IsCancellationRequested}");
}
