namespace Sprout.Kubernetes.Models;

/// <summary>How a container is.</summary>
public sealed record V1ContainerStatus
{
    /// <summary>As in the spec.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its readiness probe holds.</summary>
    public bool Ready { get; init; }

    /// <summary>Whether its startup probe has held.</summary>
    public bool? Started { get; init; }

    /// <summary>How often it was restarted.</summary>
    public int RestartCount { get; init; }

    /// <summary>What runs.</summary>
    public string? Image { get; init; }

    /// <summary>Digest of what runs.</summary>
    public string? ImageID { get; init; }

    /// <summary><c>runtime://id</c>.</summary>
    public string? ContainerID { get; init; }

    /// <summary>Now.</summary>
    public V1ContainerState? State { get; init; }

    /// <summary>Before the last restart.</summary>
    public V1ContainerState? LastState { get; init; }
}
