using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Deadlines;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Notices that somebody has deleted the service or the ingress of a container that runs, and has them made again. A pod's end is watched, for it is the container's;
/// these only cut it off from its address, so two lists once in a while are enough, and cost the same however many containers there are.
/// </summary>
public sealed class ExposureSweep
{
    private const int PageSize = 200;

    // Two clocks are compared: the provisioner's and this one.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(10);

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly KubernetesOptions _cluster;
    private readonly ContainerStore _containers;
    private readonly PodCache _cache;
    private readonly PodOwnership _ownership;
    private readonly StepSender _steps;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ExposureSweep> _logger;

    /// <summary>Takes both sides, and who asks the provisioner.</summary>
    public ExposureSweep(
        IKubernetes kubernetes, InstallationId installation, KubernetesOptions cluster, ContainerStore containers, PodCache cache, PodOwnership ownership, StepSender steps, ObserverOptions options, TimeProvider time, ILogger<ExposureSweep> logger)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _cluster = cluster;
        _containers = containers;
        _cache = cache;
        _ownership = ownership;
        _steps = steps;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Compares once; returns of how many containers something is to be made again. Asks for a page of them at a time and then waits, so that people's creations do
    /// not stand behind thousands. Does nothing while it is not known which pods of this installation there are.
    /// </summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await _ownership.HoldsAsync(cancellationToken))
            return 0;
        var begun = _time.GetUtcNow();
        var ours = PodSelector.Of(await _installation.GetAsync(cancellationToken));
        var exposed = await FindAsync<V1Service>(ours, cancellationToken);
        exposed.IntersectWith(await FindAsync<V1Ingress>(ours, cancellationToken));
        var asked = 0;
        PageCursor? cursor = null;
        do
        {
            var page = await _containers.ListLiveAsync(cursor, Math.Min(PageSize, _options.MostToldPerSweep), cancellationToken);
            var hidden = page.Items.Where(container => !exposed.Contains(container.CorrelationId) && RanBefore(container, begun - ClockMargin)).ToList();
            asked += await AskAsync(hidden, cancellationToken);
            cursor = page.Next;
            if (hidden.Count > 0 && cursor is not null)
                await Task.Delay(_options.SweepInterval, _time, cancellationToken);
        }
        while (cursor is not null);
        return asked;
    }

    private async Task<int> AskAsync(List<ContainerDocument> hidden, CancellationToken cancellationToken)
    {
        if (hidden.Count == 0 || !await _ownership.HoldsAsync(cancellationToken))
            return 0;
        _logger.LogWarning("{Count} containers have lost their service or their ingress, such as {Container}; they are made again", hidden.Count, hidden[0].CorrelationId);
        foreach (var container in hidden)
            await _steps.ApplyAgainAsync(container, _options.ExposureInterval, cancellationToken);
        return hidden.Count;
    }

    // One whose objects were all there only after the lists began may be missing in them for that; one that is on its way out needs them no more.
    private bool RanBefore(ContainerDocument container, DateTimeOffset begun) =>
        container.CurrentState == ContainerStates.Running && container.AppliedAt < begun
        && _cache.Find(container.CorrelationId) is { IsTerminating: false } pod && pod.Uid == container.PodUid;

    private async Task<HashSet<Guid>> FindAsync<T>(string selector, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var found = new HashSet<Guid>();
        await foreach (var each in _kubernetes.ListAllAsync<T>(_cluster.Namespace, selector, cancellationToken))
        {
            if (PodSelector.ContainerOf(each.Metadata) is { } id)
                found.Add(id);
        }

        return found;
    }
}
