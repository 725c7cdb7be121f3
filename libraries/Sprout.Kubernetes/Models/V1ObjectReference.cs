namespace Sprout.Kubernetes.Models;

/// <summary>Names an object.</summary>
public sealed record V1ObjectReference
{
    /// <summary>Its apiVersion.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its UID.</summary>
    public string? Uid { get; init; }

    /// <summary>Its version then.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>A part of it, such as <c>spec.containers{web}</c>.</summary>
    public string? FieldPath { get; init; }
}
