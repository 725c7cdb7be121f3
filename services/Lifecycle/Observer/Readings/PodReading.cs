using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads a pod's status, stage by stage, as the kubelet, the scheduler and the controllers write it. A pure function of the status, what was
/// remembered and the time: read again after a restart, the same status says the same. Patience counts from when this process first saw the trouble,
/// by its own clock; only of what it finds at its first look at a pod does it believe the cluster's stamps, whose clock may be another.
/// </summary>
internal sealed class PodReading
{
    private static readonly TimeSpan StampUnit = TimeSpan.FromSeconds(1);

    private readonly V1Pod _pod;
    private readonly ObservedPod? _before;
    private readonly ObserverOptions _options;
    private readonly DateTimeOffset _now;
    private readonly List<V1ContainerStatus> _containers;

    public PodReading(V1Pod pod, ObservedPod? before, ObserverOptions options, DateTimeOffset now)
    {
        _pod = pod;
        _before = before;
        _options = options;
        _now = now;
        _containers = [.. pod.Status?.InitContainerStatuses ?? [], .. pod.Status?.ContainerStatuses ?? []];
    }

    /// <summary>Fills in what the status says.</summary>
    public ObservedPod Read(ObservedPod pod)
    {
        var pullError = PullError();
        var ready = Condition("Ready");
        var notReadySince = ready is { Status: "True" } ? (DateTimeOffset?)null : NotReadySince(ready?.LastTransitionTime);
        var (signal, troubleSince) = Signal(pullError, notReadySince);
        return pod with
        {
            ScheduledAt = _before?.ScheduledAt ?? (Condition("PodScheduled") is { Status: "True" } scheduled ? Seen(scheduled.LastTransitionTime, _now) : null),
            PulledAt = _before?.PulledAt ?? (StartedAt() is { } started ? Seen(started, _now) : null),
            ReadyAt = _before?.ReadyAt ?? (signal.Kind == PodSignalKind.Ready ? Seen(Condition("Ready")?.LastTransitionTime, _now) : null),
            WasReady = _before is { WasReady: true } || signal.Kind == PodSignalKind.Ready,
            IsTerminating = _pod.Metadata.DeletionTimestamp is not null,
            Signal = signal == _before?.Signal ? _before.Signal : signal,
            PullError = pullError,
            TroubleSince = troubleSince,
            NotReadySince = notReadySince,
            LastLine = _before?.LastLine,
        };
    }

    /// <summary>Kubernetes stamps whole seconds; of what has just happened our own clock knows better.</summary>
    public static DateTimeOffset Seen(DateTimeOffset? stamp, DateTimeOffset now) => stamp is { } at && at + StampUnit <= now ? at : now;

    private (PodSignal Signal, DateTimeOffset? TroubleSince) Signal(string? pullError, DateTimeOffset? notReadySince)
    {
        var isLeaving = _pod.Metadata.DeletionTimestamp is not null;
        var leavingSince = Since(_before is { IsTerminating: true } ? _before.TroubleSince : null, _pod.Metadata.DeletionTimestamp);
        if (EndReading.Of(_pod, leavingSince, _options) is { } end)
            return (end, isLeaving ? leavingSince : null);
        var scheduled = Condition("PodScheduled");
        var (pulling, starting) = (TroubleSince(FailurePhase.Pulling, scheduled?.LastTransitionTime), TroubleSince(FailurePhase.Starting, stamp: null));
        if (_containers.Select(container => PullReading.Of(container, Image(container), pullError, pulling, _options)).FirstOrDefault(Is) is { } pull)
            return (Lost(pull, notReadySince ?? pulling), pulling);
        if (_containers.Select(container => StartReading.Of(container, starting, _options)).FirstOrDefault(Is) is { } start)
            return (Lost(start, notReadySince ?? starting), starting);
        if (_containers.Select(CrashReading.Of).FirstOrDefault(Is) is { } crash)
            return (Lost(crash, notReadySince ?? starting), starting);
        if (notReadySince is not { } since)
            return (PodSignal.Ready, null);
        if (IsNodeSilent())
            return (PodSignal.Failing(EndWords.NodeSilent(), since + _options.NodeGrace), null);
        var waiting = TroubleSince(FailurePhase.Scheduling, scheduled?.LastTransitionTime);
        return SchedulingReading.Of(scheduled, waiting, _options) is { } unscheduled ? (unscheduled, waiting) : (PodSignal.None, null);
    }

    private static bool Is(PodSignal? signal) => signal is not null;

    // One that was ready gets the time to come back.
    private PodSignal Lost(PodSignal signal, DateTimeOffset notReadySince) =>
        signal with { LostFrom = Later(signal.From, notReadySince + _options.CrashGrace) };

    // Of what went on while nobody looked, the stamp tells; but nothing begins later than it is seen.
    private DateTimeOffset Since(DateTimeOffset? seen, DateTimeOffset? stamp) =>
        _before is not null ? seen ?? _now : stamp < _now ? stamp.Value : _now;

    // Between two looks it may have been ready: a stamp after the first of them is believed, as far as it is past.
    private DateTimeOffset NotReadySince(DateTimeOffset? stamp) =>
        Since(_before?.NotReadySince, stamp) is var since && stamp > since ? (stamp < _now ? stamp.Value : _now) : since;

    private DateTimeOffset TroubleSince(FailurePhase phase, DateTimeOffset? stamp) =>
        Since(_before?.Signal.Failure?.Phase == phase ? _before.TroubleSince : null, stamp);

    // A kubelet that stops leaves its last words, by which the container is ready; the node controller only takes the condition back, without a
    // reason (MarkPodsNotReady). Where no node is left, it does no more than that.
    private bool IsNodeSilent() =>
        Condition("Ready") is { Status: "False", Reason: null or "" } && _containers.Exists(container => container is { Ready: true, State.Running: not null });

    // The status has the image's normalised name, once it is known; people know the one that they asked for.
    private string Image(V1ContainerStatus container) =>
        _pod.Spec?.Containers?.FirstOrDefault(each => each.Name == container.Name)?.Image ?? container.Image ?? "";

    private string? PullError() =>
        _containers.Find(PullReading.IsTrouble) is { } container ? PullReading.ErrorIn(container.State!.Waiting!) ?? _before?.PullError : null;

    // A process that could not even be started has the epoch for its beginning.
    private DateTimeOffset? StartedAt() =>
        _pod.Status?.ContainerStatuses?.FirstOrDefault(each => each.Name == ContainerPod.ContainerName) is { } container
        && (container.State?.Running?.StartedAt ?? container.LastState?.Terminated?.StartedAt ?? container.State?.Terminated?.StartedAt) is { } started
        && started > DateTimeOffset.UnixEpoch
            ? started
            : null;

    private V1PodCondition? Condition(string type) => _pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
