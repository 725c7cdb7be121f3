namespace Sprout.Kubernetes.Models;

/// <summary>A machine that runs pods.</summary>
public sealed record V1Node : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "Node", "nodes", IsNamespaced: false);

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>Whether it takes pods.</summary>
    public V1NodeSpec? Spec { get; init; }

    /// <summary>What it has, and how it is.</summary>
    public V1NodeStatus? Status { get; init; }
}
