namespace Sprout.Kubernetes.Models;

/// <summary>Who may talk to pods, and to whom they may.</summary>
public sealed record V1NetworkPolicy : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>The rules.</summary>
    public V1NetworkPolicySpec? Spec { get; init; }
}
