namespace Sprout.Kubernetes.Models;

/// <summary>Names an object in the same namespace.</summary>
public sealed record V1LocalObjectReference
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }
}
