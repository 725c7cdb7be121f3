namespace Sprout.Kubernetes.Models;

/// <summary>One address for a set of pods.</summary>
public sealed record V1Service : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "Service", "services");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>What it stands for.</summary>
    public V1ServiceSpec? Spec { get; init; }
}
