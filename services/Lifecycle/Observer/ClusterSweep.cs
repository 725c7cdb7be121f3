using MassTransit;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
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
    private readonly IKubernetes _kubernetes;
    private readonly KubernetesOptions _cluster;
    private readonly PodCache _cache;
    private readonly PodNews _news;
    private readonly IBus _bus;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ClusterSweep> _logger;

    /// <summary>Takes both sides, and whom to tell.</summary>
    public ClusterSweep(
        ContainerStore containers, IKubernetes kubernetes, KubernetesOptions cluster, PodCache cache, PodNews news, IBus bus, ObserverOptions options, TimeProvider time, ILogger<ClusterSweep> logger)
    {
        _containers = containers;
        _kubernetes = kubernetes;
        _cluster = cluster;
        _cache = cache;
        _news = news;
        _bus = bus;
        _options = options;
        _time = time;
        _logger = logger;
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
            foreach (var id in page.Unreadable)
            {
                _logger.LogError("The record of container {Container} cannot be read; its pod is left as it is", id);
                live.Add(id);
            }

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
            case ContainerStates.Running when pod?.Uid != container.PodUid:
                return await TellIfGoneAsync(container, container.PodUid, cancellationToken);
            case ContainerStates.Pending when container.AppliedPodUid is { } applied && pod?.Uid != applied:
                return await TellIfGoneAsync(container, applied, cancellationToken);
            case ContainerStates.Running when pod!.SignalAt(_time.GetUtcNow()) is { Kind: PodSignalKind.Failing, Failure: { } failure }:
                await _news.TellLostAsync(pod, failure with { Phase = FailurePhase.Running }, cancellationToken);
                return true;
            default:
                // Deleting, and failed with something left: their step is asked for again by its deadline.
                return false;
        }
    }

    // The cache may be behind, and is for ever in a process that is cut off from the cluster; such a one fails here instead of doing harm.
    private async Task<bool> TellIfGoneAsync(ContainerDocument container, string? podUid, CancellationToken cancellationToken)
    {
        var selector = $"{PodSelector.ContainerLabel}={container.CorrelationId:D}";
        var pods = await _kubernetes.ListAsync<V1Pod>(_cluster.Namespace, new() { LabelSelector = selector }, cancellationToken);
        if (pods.Items.Any(pod => pod.Metadata.Uid == podUid))
            return false;
        await _news.TellGoneAsync(container.CorrelationId, podUid, cancellationToken);
        return true;
    }

    private async Task<bool> DeleteIfOrphanAsync(ObservedPod pod, CancellationToken cancellationToken)
    {
        // The container may have been accepted after its page was read, so it is asked for by name.
        if (await _containers.FindAsync(pod.ContainerId, cancellationToken) is { IsLive: true })
            return false;
        var endpoint = await _bus.GetSendEndpoint(CommandQueues.DeletePod);
        // The next comparison sends it again, so it need not be kept for longer.
        await endpoint.Send(new DeletePod { ContainerId = pod.ContainerId }, context => context.TimeToLive = _options.SweepInterval, cancellationToken);
        return true;
    }
}
