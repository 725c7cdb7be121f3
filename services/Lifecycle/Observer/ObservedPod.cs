using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer;

/// <summary>What is remembered of a pod.</summary>
public sealed record ObservedPod
{
    /// <summary>Whose pod it is.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Its UID.</summary>
    public required string Uid { get; init; }

    /// <summary>Whether its deletion has been asked for.</summary>
    public required bool IsTerminating { get; init; }

    /// <summary>Whether it has been seen ready.</summary>
    public required bool WasReady { get; init; }

    /// <summary>What it says now.</summary>
    public required PodSignal Signal { get; init; }

    /// <summary>From when on what it says counts; null for at once.</summary>
    public required DateTimeOffset? SignalFrom { get; init; }

    /// <summary>What it says at that time.</summary>
    public PodSignal SignalAt(DateTimeOffset now) => SignalFrom is { } from && now < from ? PodSignal.None : Signal;

    /// <summary>Reads a pod; null for one that carries no container id, and so is not ours.</summary>
    public static ObservedPod? Read(V1Pod pod, ObservedPod? before, TimeSpan unschedulableGrace)
    {
        if (pod.Metadata.Uid is not { } uid
            || pod.Metadata.Labels?.GetValueOrDefault(PodSelector.ContainerLabel) is not { } label
            || !Guid.TryParseExact(label, "D", out var containerId))
            return null;
        var wasReady = before is { WasReady: true } && before.Uid == uid;
        var reading = new PodReading(pod, wasReady, unschedulableGrace);
        var signal = pod.Metadata.DeletionTimestamp is null ? reading.Signal() : PodSignal.None;
        return new()
        {
            ContainerId = containerId,
            Uid = uid,
            IsTerminating = pod.Metadata.DeletionTimestamp is not null,
            WasReady = wasReady || signal.Kind == PodSignalKind.Ready,
            Signal = signal,
            SignalFrom = reading.SignalFrom,
        };
    }
}
