namespace Sprout.Kubernetes.Models;

/// <summary>A range of addresses.</summary>
public sealed record V1IPBlock
{
    /// <summary>Such as <c>10.0.0.0/8</c>.</summary>
    public required string Cidr { get; init; }

    /// <summary>Ranges within it that are left out.</summary>
    public IReadOnlyList<string>? Except { get; init; }
}
