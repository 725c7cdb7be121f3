namespace Sprout.Kubernetes.Models;

/// <summary>How a pod is, as the node last reported.</summary>
public sealed record V1PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; init; }

    /// <summary><c>PodScheduled</c>, <c>Initialized</c>, <c>ContainersReady</c>, <c>Ready</c>, ….</summary>
    public IReadOnlyList<V1PodCondition>? Conditions { get; init; }

    /// <summary>Container by container.</summary>
    public IReadOnlyList<V1ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Init container by init container.</summary>
    public IReadOnlyList<V1ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>Address of the pod, once it has one.</summary>
    public string? PodIP { get; init; }

    /// <summary>Address of the node.</summary>
    public string? HostIP { get; init; }

    /// <summary>One word, such as <c>Evicted</c> or <c>DeadlineExceeded</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>When the node took it on.</summary>
    public DateTimeOffset? StartTime { get; init; }
}
