namespace Sprout.Kubernetes.Models;

/// <summary>Selects by labels; all conditions must hold, and an empty one selects all.</summary>
public sealed record V1LabelSelector
{
    /// <summary>Labels with their values.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Further conditions.</summary>
    public IReadOnlyList<V1LabelSelectorRequirement>? MatchExpressions { get; init; }
}
