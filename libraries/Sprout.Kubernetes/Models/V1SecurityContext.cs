namespace Sprout.Kubernetes.Models;

/// <summary>Identity and confinement of a container; wins over the pod's.</summary>
public sealed record V1SecurityContext
{
    /// <summary>False sets <c>no_new_privs</c>.</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>Root on the node.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Whether the image's files are read-only.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>The node refuses to start it as UID 0.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The UID.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The GID.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Linux capabilities.</summary>
    public V1Capabilities? Capabilities { get; init; }

    /// <summary>System calls allowed.</summary>
    public V1SeccompProfile? SeccompProfile { get; init; }
}
