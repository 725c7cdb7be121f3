using System.Text.Json.Serialization;

namespace Sprout.Kubernetes.Models;

/// <summary>Something that happened to an object; kept for an hour or so.</summary>
public sealed record V1Event : IKubernetesObject
{
    /// <inheritdoc/>
    public static ResourceType ResourceType { get; } = new("", "v1", "Event", "events");

    /// <inheritdoc/>
    public string ApiVersion => ResourceType.ApiVersion;

    /// <inheritdoc/>
    public string Kind => ResourceType.Kind;

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>To what.</summary>
    public V1ObjectReference? InvolvedObject { get; init; }

    /// <summary>One word, such as <c>FailedScheduling</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    /// <summary>How often.</summary>
    public int? Count { get; init; }

    /// <summary>First seen.</summary>
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>Last seen.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>When it happened; to the microsecond.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Who says so.</summary>
    public V1EventSource? Source { get; init; }

    /// <summary>What was done or tried.</summary>
    public string? Action { get; init; }

    /// <summary>Who says so, such as <c>kubernetes.io/kubelet</c>.</summary>
    public string? ReportingComponent { get; init; }

    /// <summary>Which of them.</summary>
    public string? ReportingInstance { get; init; }
}
