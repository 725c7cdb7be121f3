using Sprout.Kubernetes;

namespace Sprout.Hosting;

/// <summary>Configuration section <c>Kubernetes</c>.</summary>
public sealed record KubernetesOptions
{
    /// <summary>A kubeconfig file; null for the usual way: in-cluster, then <c>KUBECONFIG</c>, then the home folder's.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>The context in <see cref="KubeConfig"/>; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>Where the containers live.</summary>
    public string Namespace { get; init; } = "sprout";

    /// <summary>Whether to make the namespace whenever it is missing. Off where the chart makes it, and the service account may not.</summary>
    public bool CreateNamespace { get; init; }

    /// <summary>How much of the API server this process takes.</summary>
    public KubernetesLimits Limits { get; init; } = new();
}
