using MassTransit;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Lifecycle.Telemetry;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Compares containers and pods, both ways, and tells again what somebody must have missed. Whatever is lost on the way (a message, a watch event,
/// a process) costs the time until the next sweep, and no more. What stays different is told less and less often, and never all at once.
/// </summary>
public sealed class ClusterSweep : IDisposable
{
    private const int PageSize = 200;

    private readonly ContainerStore _containers;
    private readonly PodCache _cache;
    private readonly PodOwnership _ownership;
    private readonly ListDemand _demand;
    private readonly PodTeller _teller;
    private readonly PodPresence _presence;
    private readonly IBus _bus;
    private readonly ObserverMetrics _metrics;
    private readonly ObserverOptions _options;
    private readonly Retellings _retellings;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ILogger<ClusterSweep> _logger;

    /// <summary>Takes both sides, and whom to tell.</summary>
    public ClusterSweep(
        ContainerStore containers, PodCache cache, PodOwnership ownership, ListDemand demand, PodTeller teller, PodPresence presence, IBus bus, ObserverMetrics metrics, ObserverOptions options, TimeProvider time, ILogger<ClusterSweep> logger)
    {
        _containers = containers;
        _cache = cache;
        _ownership = ownership;
        _demand = demand;
        _teller = teller;
        _presence = presence;
        _bus = bus;
        _metrics = metrics;
        _options = options;
        _retellings = new(time, options.SweepInterval, options.LongestRetelling);
        _logger = logger;
    }

    /// <summary>Compares everything once; returns how many differences it told of. Does nothing while it is not known which pods of this installation there are.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        // One begins after each list, one every few seconds.
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await _ownership.HoldsAsync(cancellationToken) ? await CompareAsync(cancellationToken) : 0;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<int> CompareAsync(CancellationToken cancellationToken)
    {
        _retellings.BeginRound();
        var told = 0;
        var live = new HashSet<Guid>();
        var counts = new ContainerCounts();
        var missing = new List<(Guid ContainerId, string? PodUid)>();
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
                counts.Add(container);
                var pod = _cache.Find(container.CorrelationId);
                if (Expected(container) is { } expected && pod?.Uid != expected)
                    missing.Add((container.CorrelationId, expected));
                else if (pod is not null && CompareWithPod(container, pod, mayTell: told < _options.MostToldPerSweep))
                    told++;
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        _metrics.NoteContainers(counts);
        told += await TellMissingAsync(missing, _options.MostToldPerSweep - told, cancellationToken);
        foreach (var pod in _cache.Pods.Where(pod => !live.Contains(pod.ContainerId) && !pod.IsTerminating).TakeWhile(_ => told < _options.MostToldPerSweep))
        {
            if (await DeleteIfOrphanAsync(pod, cancellationToken))
                told++;
        }

        _retellings.EndRound();
        return told;
    }

    // Its pod was seen, or applied; if it is not there now, it is gone.
    private static string? Expected(ContainerDocument container) => container.CurrentState switch
    {
        ContainerStates.Running => container.PodUid,
        ContainerStates.Pending => container.AppliedPodUid,
        _ => null,
    };

    private bool CompareWithPod(ContainerDocument container, ObservedPod pod, bool mayTell)
    {
        if (container.CurrentState == ContainerStates.Running)
            _cache.NoteWasReady(container.CorrelationId, pod.Uid);
        var differs = container.CurrentState switch
        {
            // That it is ready was heard; it waits for what else belongs to it.
            ContainerStates.Pending => pod.Signal.Kind != PodSignalKind.Ready || container.PodUid != pod.Uid,
            ContainerStates.Running => pod.Signal.Kind == PodSignalKind.Failing,
            // Deleting, and failed with something left: their step is asked for again by its deadline.
            _ => false,
        };
        if (!differs || !mayTell)
            return false;
        // How far a pod has come is told once: it is no step that something waits for.
        if (_cache.Look(container.CorrelationId).Told is null or PodProgressed)
        {
            // What has been told is no difference: a thousand that are held up must not keep the sweep from all others.
            return _teller.TellIfNew(pod);
        }

        // What was told a moment ago gets the time to arrive.
        if (!_retellings.IsDue(container.CorrelationId, "pod", isFirstLater: true))
            return false;
        _retellings.NoteTold(container.CorrelationId, "pod");
        _teller.TellAgain(pod);
        return true;
    }

    private async Task<int> TellMissingAsync(List<(Guid ContainerId, string? PodUid)> missing, int most, CancellationToken cancellationToken)
    {
        var due = missing.Where(pod => _retellings.IsDue(pod.ContainerId, "missing")).Take(most).ToList();
        var there = await _presence.FindAsync(due.ConvertAll(pod => pod.ContainerId), cancellationToken);
        if (due.Count == 0 || !await _ownership.HoldsAsync(cancellationToken))
            return 0;
        var told = 0;
        foreach (var (containerId, podUid) in due)
        {
            // Who is about to tell it knows why it went, too.
            if (podUid is not null && _teller.IsToTellGone(containerId, podUid))
                continue;
            _retellings.NoteTold(containerId, "missing");
            if (podUid is null || !there.Contains(podUid))
            {
                await _teller.TellGoneAsync(containerId, podUid, cancellationToken);
                told++;
            }
            else if (_cache.Find(containerId)?.Uid != podUid)
            {
                _logger.LogWarning("The pod of container {Container} is there, and the watch has said nothing of it; listing again", containerId);
                _demand.Ask();
            }
        }

        return told;
    }

    private async Task<bool> DeleteIfOrphanAsync(ObservedPod pod, CancellationToken cancellationToken)
    {
        // The container may have been accepted after its page was read, so it is asked for by name.
        if (!_retellings.IsDue(pod.ContainerId, "orphan") || await _containers.FindAsync(pod.ContainerId, cancellationToken) is { IsLive: true })
            return false;
        // Asked afterwards: a container that was not found may have been lost with all the others, and then its pod is nobody's to delete.
        if (!await _ownership.HoldsAsync(cancellationToken))
            return false;
        // The next time sends it again, so it need not be kept for longer.
        var next = _retellings.NoteTold(pod.ContainerId, "orphan");
        var endpoint = await _bus.GetSendEndpoint(CommandQueues.DeletePod);
        await endpoint.Send(new DeletePod { ContainerId = pod.ContainerId }, context => context.TimeToLive = next, cancellationToken);
        return true;
    }
}
