namespace Sprout.Kubernetes.Models;

/// <summary>What a pod shall run, and how.</summary>
public sealed record V1PodSpec
{
    /// <summary>The containers; at least one.</summary>
    public IReadOnlyList<V1Container>? Containers { get; init; }

    /// <summary>Run one after the other, each to its end, before the others start.</summary>
    public IReadOnlyList<V1Container>? InitContainers { get; init; }

    /// <summary><c>Always</c> (default), <c>OnFailure</c> or <c>Never</c>.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>False keeps the API token out of the containers.</summary>
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>False keeps the namespace's services out of the environment variables.</summary>
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Identity and confinement of all containers.</summary>
    public V1PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Between TERM and KILL; 30 where unset.</summary>
    public int? TerminationGracePeriodSeconds { get; init; }

    /// <summary>The account that the pod runs as; <c>default</c> where unset.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>The node it is bound to; set by the scheduler.</summary>
    public string? NodeName { get; init; }

    /// <summary>Labels that its node must have.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Taints it puts up with.</summary>
    public IReadOnlyList<V1Toleration>? Tolerations { get; init; }

    /// <summary>How long it may be active before the node fails it.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Secrets with registry credentials.</summary>
    public IReadOnlyList<V1LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Who goes first, and who is evicted last.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>The container runtime, such as a sandboxed one.</summary>
    public string? RuntimeClassName { get; init; }
}
