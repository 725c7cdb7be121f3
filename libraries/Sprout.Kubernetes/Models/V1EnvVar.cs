namespace Sprout.Kubernetes.Models;

/// <summary>An environment variable.</summary>
public sealed record V1EnvVar
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its value; empty where unset.</summary>
    public string? Value { get; init; }
}
