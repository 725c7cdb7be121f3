namespace Sprout.Kubernetes.Models;

/// <summary>A service and its port.</summary>
public sealed record V1IngressServiceBackend
{
    /// <summary>The service.</summary>
    public required string Name { get; init; }

    /// <summary>Its port.</summary>
    public V1ServiceBackendPort? Port { get; init; }
}
