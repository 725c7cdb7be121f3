namespace Sprout.Kubernetes.Models;

/// <summary>One statement about a pod.</summary>
public sealed record V1PodCondition
{
    /// <summary>What it is about.</summary>
    public required string Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>One word, such as <c>Unschedulable</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>When the status changed.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>When it was last looked at.</summary>
    public DateTimeOffset? LastProbeTime { get; init; }
}
