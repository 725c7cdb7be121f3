using Sprout.Hosting;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer.Readings;

namespace Sprout.Lifecycle.Observer;

/// <summary>What is remembered of a pod. Few words, for there may be ten thousand.</summary>
public sealed record ObservedPod
{
    /// <summary>Whose pod it is.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Its UID.</summary>
    public required string Uid { get; init; }

    /// <summary>When it was seen first, or was made if that is longer ago than a moment.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When a node was found for it; null before.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When its image was there and its process began; null before.</summary>
    public DateTimeOffset? PulledAt { get; init; }

    /// <summary>When it was ready first; null before.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whether it has been ready.</summary>
    public bool WasReady { get; init; }

    /// <summary>Whether its deletion has been asked for.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>What it says now.</summary>
    public required PodSignal Signal { get; init; }

    /// <summary>What the last pull failed for: the kubelet says so for a moment only, and then that it backs off.</summary>
    public string? PullError { get; init; }

    /// <summary>Since when it has been seen in the trouble that it is in, or being deleted; what its status says of that only counts at the first look.</summary>
    public DateTimeOffset? TroubleSince { get; init; }

    /// <summary>Since when it has been seen not to be ready; null while it is.</summary>
    public DateTimeOffset? NotReadySince { get; init; }

    /// <summary>The last line of its log, read when it was found to have crashed; empty when there was none, null when nobody has looked.</summary>
    public string? LastLine { get; init; }

    /// <summary>The trace of which it was made; null where there was none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Whether what it says counts as a failure now.</summary>
    public bool FailsAt(DateTimeOffset now) =>
        Signal.Kind == PodSignalKind.Failing && ((WasReady ? Signal.LostFrom : Signal.From) is not { } from || now >= from);

    /// <summary>Reads a pod; null for one that carries no container id, and so is not ours.</summary>
    /// <param name="pod">As the cluster shows it.</param>
    /// <param name="before">What was remembered of the container's pod.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="now">The time.</param>
    public static ObservedPod? Read(V1Pod pod, ObservedPod? before, ObserverOptions options, DateTimeOffset now)
    {
        if (pod.Metadata is not { Uid: { } uid } || PodSelector.ContainerOf(pod.Metadata) is not { } containerId)
            return null;
        before = before?.Uid == uid ? before : null;
        var read = new PodReading(pod, before, options, now).Read(new()
        {
            ContainerId = containerId,
            Uid = before?.Uid ?? uid,
            FirstSeenAt = before?.FirstSeenAt ?? PodReading.Seen(pod.Metadata.CreationTimestamp, now),
            Signal = PodSignal.None,
            TraceParent = before?.TraceParent ?? pod.Metadata.Annotations?.GetValueOrDefault(ContainerPod.TraceAnnotation),
        });
        return read == before ? before : read;
    }
}
