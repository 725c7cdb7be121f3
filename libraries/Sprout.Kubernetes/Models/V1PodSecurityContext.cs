namespace Sprout.Kubernetes.Models;

/// <summary>Identity and confinement of all containers of a pod.</summary>
public sealed record V1PodSecurityContext
{
    /// <summary>The node refuses to start containers as UID 0.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The UID.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The GID.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Group of the volumes' files.</summary>
    public long? FsGroup { get; init; }

    /// <summary>Further GIDs.</summary>
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    /// <summary>System calls allowed.</summary>
    public V1SeccompProfile? SeccompProfile { get; init; }
}
