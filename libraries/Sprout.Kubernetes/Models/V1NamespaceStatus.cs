namespace Sprout.Kubernetes.Models;

/// <summary>How a namespace is.</summary>
public sealed record V1NamespaceStatus
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; init; }
}
