namespace Sprout.Kubernetes.Models;

/// <summary>A right that one holds at a time, for a while.</summary>
public sealed record V1Lease : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("coordination.k8s.io", "v1", "Lease", "leases");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>Who holds it until when.</summary>
    public V1LeaseSpec? Spec { get; init; }
}
