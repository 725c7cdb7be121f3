namespace Sprout.Kubernetes.Models;

/// <summary>Least, most and default amounts of each container or pod in a namespace.</summary>
public sealed record V1LimitRange : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "LimitRange", "limitranges");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>The amounts.</summary>
    public V1LimitRangeSpec? Spec { get; init; }
}
