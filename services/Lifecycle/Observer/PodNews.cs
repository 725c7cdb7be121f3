using Sprout.Contracts;
using Sprout.Lifecycle.Observer.Readings;

namespace Sprout.Lifecycle.Observer;

/// <summary>What is to be told of a pod: a pure function of what is remembered of it and the time. The same news may come again: whoever listens must not mind.</summary>
internal static class PodNews
{
    /// <summary>The message; null while there is nothing to tell.</summary>
    public static object? Of(ObservedPod pod, DateTimeOffset now, TimeSpan progressDelay) => pod switch
    {
        { Signal.Kind: PodSignalKind.Ready, IsTerminating: false } => new PodProvisioned
        {
            ContainerId = pod.ContainerId,
            PodUid = pod.Uid,
            ReadyAt = pod.ReadyAt ?? now,
            ScheduledAt = pod.ScheduledAt,
            PulledAt = pod.PulledAt,
        },
        _ when pod.FailsAt(now) => Failure(pod),
        { WasReady: true } or { IsTerminating: true } => null,
        _ when now < pod.FirstSeenAt + progressDelay => null,
        _ => new PodProgressed
        {
            ContainerId = pod.ContainerId,
            PodUid = pod.Uid,
            ScheduledAt = pod.ScheduledAt,
            PulledAt = pod.PulledAt,
            Obstacle = pod.Signal.Failure,
        },
    };

    /// <summary>When there will be something else to tell although the pod says the same; null for never.</summary>
    public static DateTimeOffset? NextChange(ObservedPod pod, DateTimeOffset now, TimeSpan progressDelay)
    {
        var next = pod.WasReady ? pod.Signal.LostFrom : pod.Signal.From;
        if (next <= now || next == PodSignal.Never)
            next = null;
        var progress = pod.FirstSeenAt + progressDelay;
        return !pod.WasReady && progress > now && !(next < progress) ? progress : next;
    }

    /// <summary>Whether a message tells more than the one before. Words that only count nodes or tries anew do not.</summary>
    public static bool IsNews(object message, object? told) => (message, told) switch
    {
        (PodProgressed { ScheduledAt: null, PulledAt: null, Obstacle: null }, null) => false,
        (PodProgressed now, PodProgressed before) =>
            (now.ScheduledAt, now.PulledAt) != (before.ScheduledAt, before.PulledAt) || !IsSame(now.Obstacle, before.Obstacle),
        (PodProvisioningFailed now, PodProvisioningFailed before) => !IsSame(now.Failure, before.Failure),
        (PodLost now, PodLost before) => !IsSame(now.Failure, before.Failure),
        _ => !message.Equals(told),
    };

    private static object Failure(ObservedPod pod)
    {
        var failure = CrashReading.WithLastLine(pod.Signal.Failure!, pod.LastLine ?? "");
        return pod.WasReady
            ? new PodLost { ContainerId = pod.ContainerId, PodUid = pod.Uid, Failure = failure with { Phase = FailurePhase.Running } }
            : new PodProvisioningFailed
            {
                ContainerId = pod.ContainerId,
                PodUid = pod.Uid,
                Failure = failure.Phase == FailurePhase.Running ? failure with { Phase = FailurePhase.Starting } : failure,
                ScheduledAt = pod.ScheduledAt,
                PulledAt = pod.PulledAt,
            };
    }

    private static bool IsSame(ContainerFailure? one, ContainerFailure? other) =>
        (one?.Phase, one?.Reason) == (other?.Phase, other?.Reason) && Own(one).SequenceEqual(Own(other));

    // Our own words; what stands in brackets is the cluster's.
    private static ReadOnlySpan<char> Own(ContainerFailure? failure) =>
        failure is null ? [] : failure.Message.IndexOf(" (", StringComparison.Ordinal) is >= 0 and var at ? failure.Message.AsSpan(0, at) : failure.Message;
}
