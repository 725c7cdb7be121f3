using MassTransit;
using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer;

/// <summary>Publishes what there is to tell of one container's pod, compared with what was told before.</summary>
public sealed class PodTeller
{
    private readonly PodCache _cache;
    private readonly PodQueue _queue;
    private readonly LastLogLine _log;
    private readonly IBus _bus;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Takes the pods, the bus and the clock.</summary>
    public PodTeller(PodCache cache, PodQueue queue, LastLogLine log, IBus bus, ObserverOptions options, TimeProvider time)
    {
        _cache = cache;
        _queue = queue;
        _log = log;
        _bus = bus;
        _options = options;
        _time = time;
    }

    /// <summary>Tells it, or nothing when all of it was told. Throws when the bus does not take it; then nothing counts as told.</summary>
    public async Task TellAsync(Guid containerId, CancellationToken cancellationToken)
    {
        var (pod, gone, told) = _cache.Look(containerId);
        if (gone is not null)
        {
            await TellGoneAsync(containerId, gone, cancellationToken);
            _cache.NoteToldGone(containerId, gone);
        }

        if (pod is null)
            return;
        var now = _time.GetUtcNow();
        if (PodNews.NextChange(pod, now, _options.ProgressDelay) is { } next)
            _queue.AddAt(containerId, next);
        if (PodNews.Of(pod, now, _options.ProgressDelay) is not { } message || !PodNews.IsNews(message, told))
            return;
        if (message is PodProvisioningFailed or PodLost && pod is { Signal.HasLog: true, LastLine: null })
        {
            pod = pod with { LastLine = await _log.ReadAsync(containerId, pod.Signal.Failure!.Reason == FailureReason.CrashLoop, cancellationToken) };
            _cache.NoteLastLine(containerId, pod.Uid, pod.LastLine);
            message = PodNews.Of(pod, now, _options.ProgressDelay)!;
        }

        await _bus.Publish(message, cancellationToken);
        _cache.NoteTold(containerId, pod.Uid, message);
    }

    /// <summary>Tells that there is no pod of this container any more.</summary>
    public Task TellGoneAsync(Guid containerId, string? podUid, CancellationToken cancellationToken) =>
        _bus.Publish(new PodDeleted { ContainerId = containerId, PodUid = podUid }, cancellationToken);

    /// <summary>Has told what was not, as of pods that were there before the observer.</summary>
    public void TellIfNew(ObservedPod pod) => _queue.Add(pod.ContainerId);

    /// <summary>Has everything told again, for somebody seems to have missed it.</summary>
    public void TellAgain(ObservedPod pod)
    {
        _cache.NoteTold(pod.ContainerId, pod.Uid, message: null);
        _queue.Add(pod.ContainerId);
    }
}
