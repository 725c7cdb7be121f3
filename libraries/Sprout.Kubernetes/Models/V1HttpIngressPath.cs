namespace Sprout.Kubernetes.Models;

/// <summary>Where the requests of a path go.</summary>
public sealed record V1HttpIngressPath
{
    /// <summary>Begins with <c>/</c>.</summary>
    public string? Path { get; init; }

    /// <summary><c>Prefix</c>, <c>Exact</c> or <c>ImplementationSpecific</c>.</summary>
    public required string PathType { get; init; }

    /// <summary>Who answers.</summary>
    public required V1IngressBackend Backend { get; init; }
}
