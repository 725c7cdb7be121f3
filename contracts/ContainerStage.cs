using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>How far a container has come on its way to running, or had when it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContainerStage>))]
public enum ContainerStage
{
    /// <summary>Accepted and stored.</summary>
    Requested,

    /// <summary>Its objects exist in the cluster: pod, service and ingress.</summary>
    Applied,

    /// <summary>A node was found for it.</summary>
    Scheduled,

    /// <summary>Its image is there and its process has begun.</summary>
    Pulled,

    /// <summary>Its pod is ready.</summary>
    Ready,
}
