using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>Why a container failed: a closed list. A new reason is a new version of the contracts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>The image does not exist, may not be read, or its registry did not answer.</summary>
    ImagePullFailed,

    /// <summary>The process ended again and again.</summary>
    CrashLoop,

    /// <summary>The kubelet could not make a container from the pod's configuration.</summary>
    ConfigurationInvalid,

    /// <summary>The process used more memory than its limit and was killed.</summary>
    OutOfMemory,

    /// <summary>No node had room for it, or none may run it.</summary>
    Unschedulable,

    /// <summary>The namespace's quota was used up.</summary>
    ClusterQuotaExceeded,

    /// <summary>The Kubernetes API refused the objects (validation, admission or permissions).</summary>
    Rejected,

    /// <summary>The Kubernetes API could not be reached for as long as was reasonable.</summary>
    ClusterUnavailable,

    /// <summary>It was not ready in time.</summary>
    ProvisioningTimedOut,

    /// <summary>The node put it out: to free resources, or because it wrote more to its disk than it may.</summary>
    Evicted,

    /// <summary>Its node went away.</summary>
    NodeLost,

    /// <summary>Its pod ended by itself.</summary>
    Exited,

    /// <summary>Its pod was deleted by somebody else.</summary>
    DeletedExternally,
}
