namespace Sprout.Kubernetes.Models;

/// <summary>A place for names.</summary>
public sealed record V1Namespace : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "Namespace", "namespaces", IsNamespaced: false);

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>Whether it is going away.</summary>
    public V1NamespaceStatus? Status { get; init; }
}
