using Sprout.Local.Separate;

namespace Sprout.Local;

/// <summary>What <c>up</c> was asked for.</summary>
public sealed record UpOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The data folder.</summary>
    public string Data { get; init; } = ".sprout";

    /// <summary>The folder with the built web UI; null when there is none.</summary>
    public string? Web { get; init; }

    /// <summary>Whether to use a cluster from the kubeconfig instead of the simulator. Never by accident: the current context may be production.</summary>
    public bool UsesCluster { get; init; }

    /// <summary>Which context of the kubeconfig; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>How many processes of each service to run; null for all services in this one.</summary>
    public ServiceCounts? Separate { get; init; }

    /// <summary>Where <c>/metrics</c> answers on 127.0.0.1; with separate services the first of their ports, which follow each other. 0 for nowhere.</summary>
    public int Metrics { get; init; }

    /// <summary>Where containers answer, with <c>{id}</c> in it; null for what fits the cluster.</summary>
    public string? UrlTemplate { get; init; }
}
