using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>Where a container is in its life, as seen from outside.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContainerStatus>))]
public enum ContainerStatus
{
    /// <summary>Accepted and stored; its pod is on the way.</summary>
    Pending,

    /// <summary>Its pod is ready and answers at its URL.</summary>
    Running,

    /// <summary>It could not be started, or broke after it ran; <see cref="ContainerFailure"/> says why.</summary>
    Failed,

    /// <summary>Its deletion was asked for, or its time ran out; the pod is on its way out.</summary>
    Deleting,

    /// <summary>Nothing of it is left in the cluster.</summary>
    Deleted,
}
