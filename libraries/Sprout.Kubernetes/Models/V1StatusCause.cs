namespace Sprout.Kubernetes.Models;

/// <summary>One thing that is wrong.</summary>
public sealed record V1StatusCause
{
    /// <summary>One word for machines.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>Path of the field, such as <c>spec.containers[0].image</c>.</summary>
    public string? Field { get; init; }
}
