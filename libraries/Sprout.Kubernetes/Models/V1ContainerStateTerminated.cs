namespace Sprout.Kubernetes.Models;

/// <summary>How a container ended.</summary>
public sealed record V1ContainerStateTerminated
{
    /// <summary>Of the process.</summary>
    public int ExitCode { get; init; }

    /// <summary>That ended it.</summary>
    public int? Signal { get; init; }

    /// <summary><c>Completed</c>, <c>Error</c>, <c>OOMKilled</c>, ….</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>From.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>To.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
