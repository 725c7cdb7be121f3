namespace Sprout.Kubernetes.Models;

/// <summary>One statement about a node.</summary>
public sealed record V1NodeCondition
{
    /// <summary>What it is about.</summary>
    public required string Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>One word.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>When it was last reported.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>When the status changed.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }
}
