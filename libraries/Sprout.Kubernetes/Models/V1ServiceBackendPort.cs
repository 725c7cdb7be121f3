namespace Sprout.Kubernetes.Models;

/// <summary>A service's port, by number or by name.</summary>
public sealed record V1ServiceBackendPort
{
    /// <summary>By number.</summary>
    public int? Number { get; init; }

    /// <summary>By name.</summary>
    public string? Name { get; init; }
}
