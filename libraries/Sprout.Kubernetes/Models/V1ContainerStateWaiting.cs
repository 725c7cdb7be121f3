namespace Sprout.Kubernetes.Models;

/// <summary>Why a container does not run yet.</summary>
public sealed record V1ContainerStateWaiting
{
    /// <summary><c>ContainerCreating</c>, <c>ErrImagePull</c>, <c>ImagePullBackOff</c>, <c>CrashLoopBackOff</c>, ….</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }
}
