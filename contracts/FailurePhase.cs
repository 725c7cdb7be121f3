using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>How far a container had come when it failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailurePhase>))]
public enum FailurePhase
{
    /// <summary>Its objects were being written to the Kubernetes API.</summary>
    Applying,

    /// <summary>Its pod waited for a node.</summary>
    Scheduling,

    /// <summary>Its image was being pulled.</summary>
    Pulling,

    /// <summary>Its process was starting, and was not ready yet.</summary>
    Starting,

    /// <summary>It had been running.</summary>
    Running,
}
