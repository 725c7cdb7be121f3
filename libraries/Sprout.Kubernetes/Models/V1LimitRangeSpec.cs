namespace Sprout.Kubernetes.Models;

/// <summary>Amounts by type of object.</summary>
public sealed record V1LimitRangeSpec
{
    /// <summary>Type by type.</summary>
    public IReadOnlyList<V1LimitRangeItem>? Limits { get; init; }
}
