namespace Sprout.Kubernetes.Models;

/// <summary>Containers that run together on one node.</summary>
public sealed record V1Pod : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "Pod", "pods");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>What shall run.</summary>
    public V1PodSpec? Spec { get; init; }

    /// <summary>What runs, as the node last reported.</summary>
    public V1PodStatus? Status { get; init; }
}
