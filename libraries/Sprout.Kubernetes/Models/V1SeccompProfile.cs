namespace Sprout.Kubernetes.Models;

/// <summary>Which system calls are allowed.</summary>
public sealed record V1SeccompProfile
{
    /// <summary><c>RuntimeDefault</c>, <c>Unconfined</c> or <c>Localhost</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The file on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; init; }
}
