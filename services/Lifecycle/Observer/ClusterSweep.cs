using MassTransit;
using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Compares containers and pods, both ways, and tells again what somebody must have missed. Whatever is lost on the way (a message, a watch event,
/// a process) costs the time until the next sweep, and no more.
/// </summary>
public sealed class ClusterSweep
{
    private const int PageSize = 200;

    private readonly ContainerStore _containers;
    private readonly PodCache _cache;
    private readonly PodNews _news;
    private readonly IBus _bus;
    private readonly TimeProvider _time;

    /// <summary>Takes both sides, and whom to tell.</summary>
    public ClusterSweep(ContainerStore containers, PodCache cache, PodNews news, IBus bus, TimeProvider time)
    {
        _containers = containers;
        _cache = cache;
        _news = news;
        _bus = bus;
        _time = time;
    }

    /// <summary>Compares everything once; returns how many differences it told of. Does nothing while it is not known which pods there are.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_cache.IsFilled)
            return 0;
        var told = 0;
        var live = new HashSet<Guid>();
        PageCursor? cursor = null;
        do
        {
            var page = await _containers.ListLiveAsync(cursor, PageSize, cancellationToken);
            foreach (var container in page.Items)
            {
                live.Add(container.CorrelationId);
                if (await CompareAsync(container, cancellationToken))
                    told++;
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        foreach (var pod in _cache.Pods.Where(pod => !live.Contains(pod.ContainerId) && !pod.IsTerminating))
        {
            if (await DeleteIfOrphanAsync(pod, cancellationToken))
                told++;
        }

        return told;
    }

    private async Task<bool> CompareAsync(ContainerDocument container, CancellationToken cancellationToken)
    {
        var pod = _cache.Find(container.CorrelationId);
        switch (container.CurrentState)
        {
            case ContainerStates.Pending when pod is not null && pod.SignalAt(_time.GetUtcNow()).Kind != PodSignalKind.None:
                await _news.TellAsync(pod, cancellationToken);
                return true;
            // Its pod was seen before it became running; if it is not there now, it is gone.
            case ContainerStates.Running when pod is null || pod.Uid != container.PodUid:
                await _news.TellGoneAsync(container.CorrelationId, container.PodUid, cancellationToken);
                return true;
            case ContainerStates.Running when pod.SignalAt(_time.GetUtcNow()) is { Kind: PodSignalKind.Failing, Failure: { } failure }:
                await _news.TellLostAsync(pod, failure with { Phase = FailurePhase.Running }, cancellationToken);
                return true;
            default:
                // Deleting, and failed with something left: their step is asked for again by its deadline.
                return false;
        }
    }

    private async Task<bool> DeleteIfOrphanAsync(ObservedPod pod, CancellationToken cancellationToken)
    {
        // The container may have been accepted after its page was read, so it is asked for by name.
        if (await _containers.FindAsync(pod.ContainerId, cancellationToken) is { IsLive: true })
            return false;
        var endpoint = await _bus.GetSendEndpoint(new Uri("queue:" + Queues.DeletePod));
        await endpoint.Send(new DeletePod { ContainerId = pod.ContainerId }, cancellationToken);
        return true;
    }
}
