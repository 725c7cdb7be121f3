namespace Sprout.Kubernetes.Models;

/// <summary><c>metadata</c> of a list.</summary>
public sealed record V1ListMeta
{
    /// <summary>The version to watch from.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Token of the next page; null or empty on the last.</summary>
    public string? Continue { get; init; }

    /// <summary>How many more there are, where the server counts them.</summary>
    public long? RemainingItemCount { get; init; }
}
