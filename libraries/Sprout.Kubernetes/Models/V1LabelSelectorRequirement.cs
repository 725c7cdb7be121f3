namespace Sprout.Kubernetes.Models;

/// <summary>A condition on a label.</summary>
public sealed record V1LabelSelectorRequirement
{
    /// <summary>The label.</summary>
    public required string Key { get; init; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>For <c>In</c> and <c>NotIn</c>.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
