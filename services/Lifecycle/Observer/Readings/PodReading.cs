using Sprout.Hosting;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads a pod's status, stage by stage, as the kubelet, the scheduler and the controllers write it. A pure function of the status, what was
/// remembered and the time: read again after a restart, the same status says the same.
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
        var troubleSince = _containers.Exists(StartReading.IsTrouble) ? _before?.TroubleSince ?? _now : (DateTimeOffset?)null;
        var signal = Signal(pullError, troubleSince ?? _now);
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
            LastLine = _before?.LastLine,
        };
    }

    /// <summary>Kubernetes stamps whole seconds; of what has just happened our own clock knows better.</summary>
    public static DateTimeOffset Seen(DateTimeOffset? stamp, DateTimeOffset now) => stamp is { } at && at + StampUnit <= now ? at : now;

    private PodSignal Signal(string? pullError, DateTimeOffset troubleSince)
    {
        if (EndReading.Of(_pod, _options) is { } end)
            return end;
        if (_pod.Metadata.DeletionTimestamp is not null)
            return PodSignal.None;
        if (_containers.Select(container => Trouble(container, pullError, troubleSince)).FirstOrDefault(trouble => trouble is not null) is { } found)
            return found with { LostFrom = Later(found.From, Condition("Ready")?.LastTransitionTime + _options.CrashGrace) };
        if (Condition("Ready") is { Status: "True" })
            return PodSignal.Ready;
        if (NodeSilentSince() is { } since)
            return PodSignal.Failing(EndWords.NodeSilent(), since + _options.NodeGrace);
        return Condition("PodScheduled") is { } scheduled && SchedulingReading.Of(scheduled, _options, _now) is { } waiting ? waiting : PodSignal.None;
    }

    // A kubelet that stops leaves its last words, by which the container is ready; the node controller only takes the condition back, without a
    // reason (MarkPodsNotReady). Where no node is left, it does no more than that.
    private DateTimeOffset? NodeSilentSince() =>
        Condition("Ready") is { Status: "False", Reason: null or "" } ready && _containers.Exists(container => container is { Ready: true, State.Running: not null })
            ? ready.LastTransitionTime
            : null;

    private PodSignal? Trouble(V1ContainerStatus container, string? pullError, DateTimeOffset troubleSince) =>
        PullReading.Of(container, Image(container), pullError, Condition("PodScheduled")?.LastTransitionTime ?? _now, _options)
        ?? StartReading.Of(container, troubleSince, _options)
        ?? CrashReading.Of(container);

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
