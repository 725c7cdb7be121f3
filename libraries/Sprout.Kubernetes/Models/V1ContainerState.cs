namespace Sprout.Kubernetes.Models;

/// <summary>Exactly one of three; none means waiting.</summary>
public sealed record V1ContainerState
{
    /// <summary>Not yet, or not again.</summary>
    public V1ContainerStateWaiting? Waiting { get; init; }

    /// <summary>Runs.</summary>
    public V1ContainerStateRunning? Running { get; init; }

    /// <summary>Ended.</summary>
    public V1ContainerStateTerminated? Terminated { get; init; }
}
