using MassTransit;
using Sprout.Contracts;
using Sprout.Lifecycle.Telemetry;

namespace Sprout.Lifecycle.Observer;

/// <summary>Publishes what there is to tell of one container's pod, compared with what was told before.</summary>
public sealed class PodTeller
{
    private readonly PodCache _cache;
    private readonly PodOwnership _ownership;
    private readonly PodQueue _queue;
    private readonly CrashLogs _logs;
    private readonly IBus _bus;
    private readonly ObserverMetrics _metrics;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ToldEnds _ends = new();

    /// <summary>Takes the pods, the bus and the clock.</summary>
    public PodTeller(PodCache cache, PodOwnership ownership, PodQueue queue, CrashLogs logs, IBus bus, ObserverMetrics metrics, ObserverOptions options, TimeProvider time)
    {
        _cache = cache;
        _ownership = ownership;
        _queue = queue;
        _logs = logs;
        _bus = bus;
        _metrics = metrics;
        _options = options;
        _time = time;
    }

    /// <summary>Tells it, or nothing when all of it was told. Throws when the bus does not take it; then nothing counts as told.</summary>
    public async Task TellAsync(Guid containerId, CancellationToken cancellationToken)
    {
        if (!HasNews(containerId) || !await _ownership.HoldsAsync(cancellationToken))
            return;
        var (pod, gone, told) = _cache.Look(containerId);
        if (gone is not null)
        {
            await TellWhyGoneAsync(containerId, gone, cancellationToken);
            await TellGoneAsync(containerId, gone, cancellationToken);
            _cache.NoteToldGone(containerId, gone);
        }

        if (pod is null)
            return;
        var now = _time.GetUtcNow();
        LookAgain(pod, now);
        if (NewsOf(pod, told, now) is not { } message)
            return;
        // It comes again once its log has been read.
        if (message is PodProvisioningFailed or PodLost && pod is { Signal.HasLog: true, LastLine: null } && _logs.TryAdd(containerId))
            return;
        using (PodTraces.Tell(pod, message))
            await _bus.Publish(message, cancellationToken);
        _metrics.NoteTold(message);
        _cache.NoteTold(containerId, pod.Uid, message);
    }

    /// <summary>Tells that there is no pod of this container any more, and why where it said so before.</summary>
    public Task TellGoneAsync(Guid containerId, string? podUid, CancellationToken cancellationToken) => _bus.Publish(
        new PodDeleted { ContainerId = containerId, PodUid = podUid, Failure = podUid is null ? null : _ends.Find(podUid) }, cancellationToken);

    // Most of what a pod says on its way is no news, and so needs nobody's leave.
    private bool HasNews(Guid containerId)
    {
        var (pod, gone, told) = _cache.Look(containerId);
        if (gone is not null || pod is null)
            return gone is not null;
        // One time for both: what begins to be news between two of them would be seen by neither.
        var now = _time.GetUtcNow();
        if (NewsOf(pod, told, now) is not null)
            return true;
        LookAgain(pod, now);
        return false;
    }

    // What is to be told of it now; null where that was told, or there is nothing.
    private object? NewsOf(ObservedPod pod, object? told, DateTimeOffset now) =>
        PodNews.Of(pod, now, _options.ProgressDelay) is { } message && PodNews.IsNews(message, told) ? message : null;

    // Some of what a pod says is news only once it has said so for a while.
    private void LookAgain(ObservedPod pod, DateTimeOffset now)
    {
        if (PodNews.NextChange(pod, now, _options.ProgressDelay) is { } next)
            _queue.AddAt(pod.ContainerId, next);
    }

    // One that goes quickly is gone before anybody was told what it said of that: evicted, or its node lost. Only that it is gone would read as if somebody
    // had deleted it. Of the two messages the later may be heard first, so it says why, too.
    private async Task TellWhyGoneAsync(Guid containerId, string podUid, CancellationToken cancellationToken)
    {
        if (_cache.LastOfGone(containerId) is not { } last || last.Pod.Uid != podUid || PodNews.Of(last.Pod, last.At, _options.ProgressDelay) is not PodLost lost)
            return;
        _ends.Add(podUid, lost.Failure);
        if (!PodNews.IsNews(lost, last.Told))
            return;
        using (PodTraces.Tell(last.Pod, lost))
            await _bus.Publish(lost, cancellationToken);
        _metrics.NoteTold(lost);
    }

    /// <summary>Has told what was not, as of pods that were there before the observer; whether there is anything to tell now.</summary>
    public bool TellIfNew(ObservedPod pod)
    {
        // Looked at in any case, for its time may come later.
        _queue.Add(pod.ContainerId);
        return NewsOf(pod, _cache.Look(pod.ContainerId).Told, _time.GetUtcNow()) is not null;
    }

    /// <summary>Whether a pod of a container is gone and that is still to be told; it is looked at in any case.</summary>
    public bool IsToTellGone(Guid containerId, string podUid)
    {
        if (_cache.Look(containerId).GoneUid != podUid)
            return false;
        _queue.Add(containerId);
        return true;
    }

    /// <summary>Has everything told again, for somebody seems to have missed it.</summary>
    public void TellAgain(ObservedPod pod)
    {
        _cache.NoteTold(pod.ContainerId, pod.Uid, message: null);
        _queue.Add(pod.ContainerId);
    }
}
