namespace Sprout.Kubernetes.Models;

/// <summary>Routes HTTP from outside to services.</summary>
public sealed record V1Ingress : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("networking.k8s.io", "v1", "Ingress", "ingresses");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>The routes.</summary>
    public V1IngressSpec? Spec { get; init; }
}
