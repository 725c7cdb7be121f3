namespace Sprout.Kubernetes.Models;

/// <summary>What the API server says of a call, mostly of one that failed.</summary>
public sealed record V1Status
{
    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>One word for machines: <c>NotFound</c>, <c>AlreadyExists</c>, <c>Conflict</c>, <c>Invalid</c>, <c>Forbidden</c>, <c>Expired</c>, ….</summary>
    public string? Reason { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Code { get; init; }

    /// <summary>Which object, which fields.</summary>
    public V1StatusDetails? Details { get; init; }
}
