namespace Sprout.Kubernetes;

/// <summary>What to list, and how much at a time.</summary>
public sealed record ListOptions
{
    /// <summary>Such as <c>app.kubernetes.io/managed-by=sprout</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Such as <c>metadata.name=x</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Most items in a page; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the page before.</summary>
    public string? Continue { get; init; }

    /// <summary><c>"0"</c> lets the server answer from its cache.</summary>
    public string? ResourceVersion { get; init; }
}
