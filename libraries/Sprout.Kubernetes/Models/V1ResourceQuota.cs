namespace Sprout.Kubernetes.Models;

/// <summary>What a namespace may use in all.</summary>
public sealed record V1ResourceQuota : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "ResourceQuota", "resourcequotas");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>The limits.</summary>
    public V1ResourceQuotaSpec? Spec { get; init; }

    /// <summary>What is used.</summary>
    public V1ResourceQuotaStatus? Status { get; init; }
}
