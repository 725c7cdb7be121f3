namespace Sprout.Bench.Lifecycle;

/// <summary>The cluster that is loaded.</summary>
internal interface ICluster : IAsyncDisposable
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>The kubeconfig that leads to it.</summary>
    string Kubeconfig { get; }

    /// <summary>The ids of its processes, by name; may be none.</summary>
    IReadOnlyList<(string Name, int Id)> Processes { get; }

    /// <summary>The calls that Sprout has made so far; null where nobody counts them.</summary>
    Task<CallCounts?> CallsAsync(CancellationToken cancellationToken);
}
