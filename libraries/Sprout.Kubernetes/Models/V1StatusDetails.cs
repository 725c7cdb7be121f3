namespace Sprout.Kubernetes.Models;

/// <summary>Details of a <see cref="V1Status"/>.</summary>
public sealed record V1StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The object's kind or resource.</summary>
    public string? Kind { get; init; }

    /// <summary>Seconds to wait before the next try.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What is wrong, field by field.</summary>
    public IReadOnlyList<V1StatusCause>? Causes { get; init; }
}
