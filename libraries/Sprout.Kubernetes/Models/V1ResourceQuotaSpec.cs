namespace Sprout.Kubernetes.Models;

/// <summary>Limits of a namespace.</summary>
public sealed record V1ResourceQuotaSpec
{
    /// <summary>Amounts by resource, such as <c>pods</c> or <c>limits.memory</c>.</summary>
    public IReadOnlyDictionary<string, string>? Hard { get; init; }

    /// <summary>Which objects count; all where unset.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}
