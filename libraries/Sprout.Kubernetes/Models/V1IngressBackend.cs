namespace Sprout.Kubernetes.Models;

/// <summary>Who answers requests.</summary>
public sealed record V1IngressBackend
{
    /// <summary>A service of the same namespace.</summary>
    public V1IngressServiceBackend? Service { get; init; }
}
