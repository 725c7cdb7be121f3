namespace Sprout.Kubernetes.Models;

/// <summary>One container of a pod.</summary>
public sealed record V1Container
{
    /// <summary>A DNS label, unique in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>Reference of the image.</summary>
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Replaces the image's entrypoint.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces the image's command.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Replaces the image's working directory.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Ports it listens on; for information and for names.</summary>
    public IReadOnlyList<V1ContainerPort>? Ports { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyList<V1EnvVar>? Env { get; init; }

    /// <summary>What it is promised and what it may take.</summary>
    public V1ResourceRequirements? Resources { get; init; }

    /// <summary>Traffic reaches the pod only while this succeeds.</summary>
    public V1Probe? ReadinessProbe { get; init; }

    /// <summary>The container is restarted when this fails.</summary>
    public V1Probe? LivenessProbe { get; init; }

    /// <summary>The other probes wait until this has succeeded once.</summary>
    public V1Probe? StartupProbe { get; init; }

    /// <summary>Identity and confinement.</summary>
    public V1SecurityContext? SecurityContext { get; init; }
}
