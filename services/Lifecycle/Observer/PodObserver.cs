using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Telemetry;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Lists and watches this installation's pods, and queues those of which there may be something to tell. It never waits for the bus: a watch that
/// is not read is cut off by the server.
/// </summary>
public sealed class PodObserver
{
    private const int PageSize = 500;

    // One failure says nothing of what was missed, for the next watch begins where it ended; after a second the version itself is in doubt.
    private const int FailuresToList = 2;

    // Lists are dear: a server that answers them and breaks every watch is asked less and less often, up to 2^5 times the delay.
    private const int MostDoublings = 5;

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly KubernetesOptions _cluster;
    private readonly ObserverOptions _options;
    private readonly PodCache _cache;
    private readonly PodQueue _queue;
    private readonly ListDemand _demand;
    private readonly ClusterSweep _sweep;
    private readonly ObserverMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<PodObserver> _logger;
    private int _listsInVain;

    /// <summary>Takes the cluster, what it fills and who tells.</summary>
    public PodObserver(
        IKubernetes kubernetes, InstallationId installation, KubernetesOptions cluster, ObserverOptions options, PodCache cache, PodQueue queue, ListDemand demand, ClusterSweep sweep, ObserverMetrics metrics, TimeProvider time, ILogger<PodObserver> logger)
    {
        _kubernetes = kubernetes;
        _installation = installation;
        _cluster = cluster;
        _options = options;
        _cache = cache;
        _queue = queue;
        _demand = demand;
        _sweep = sweep;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Lists once, then watches until that takes another list, or somebody asks for one, or it is time for one anyway, and returns. A list that fails throws.
    /// </summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token, _demand.Begin());
        try
        {
            await ListAndWatchAsync(enough, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogDebug("The pods are listed anew");
        }
    }

    private async Task ListAndWatchAsync(CancellationTokenSource enough, CancellationToken cancellationToken)
    {
        var installation = await _installation.GetAsync(cancellationToken);
        var selector = PodSelector.Of(installation);
        var version = await ListAsync(installation, cancellationToken);
        await TrySweepAsync(cancellationToken);
        enough.CancelAfter(_options.RelistInterval);
        var failures = 0;
        // A Redis that has lost its data is another installation, with other pods.
        while (installation == await _installation.GetAsync(cancellationToken))
        {
            var begun = _time.GetTimestamp();
            var watch = new PodWatch(_kubernetes, _cluster.Namespace, _options, _time, version) { Spoken = _metrics.NoteWord };
            var end = await watch.RunAsync(selector, Handle, cancellationToken);
            _metrics.NoteWatchEnd(end);
            version = watch.Version;
            failures = end == PodWatchEnd.Ended ? 0 : watch.HasSpoken ? 1 : failures + 1;
            if (end != PodWatchEnd.Ended)
                _logger.LogInformation("The watch of pods ended: {End} {Reason}", end, watch.Error);
            if (watch.HasSpoken)
                _listsInVain = 0;
            if (end == PodWatchEnd.TooOld || failures >= FailuresToList)
                break;
            // A server, or a proxy before it, that ends every watch at once must not be asked in a loop.
            if (_time.GetElapsedTime(begun) < _options.RetryDelay)
                await Task.Delay(_options.RetryDelay, _time, cancellationToken);
        }

        if (_listsInVain > 0)
            await Task.Delay(_options.RetryDelay * (1 << Math.Min(_listsInVain, MostDoublings)), _time, cancellationToken);
        _listsInVain++;
    }

    // The comparison is repeated anyway; that it fails once must not keep us from watching.
    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sweep.RunOnceAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("Containers and pods could not be compared: {Reason}", exception.Message);
        }
    }

    private async Task<string> ListAsync(string installation, CancellationToken cancellationToken)
    {
        var pods = new List<ObservedPod>();
        string? next = null;
        string version;
        do
        {
            var page = await _kubernetes.ListAsync<V1Pod>(_cluster.Namespace, new() { LabelSelector = PodSelector.Of(installation), Limit = PageSize, Continue = next }, cancellationToken);
            pods.AddRange(page.Items.Select(Read).OfType<ObservedPod>());
            next = page.Metadata.Continue;
            version = page.Metadata.ResourceVersion ?? throw new InvalidOperationException("The API server answered with a list that has no resourceVersion.");
        }
        while (!string.IsNullOrEmpty(next));

        foreach (var changed in _cache.Fill(pods, installation))
            _queue.Add(changed);
        _metrics.NoteWord();
        return version;
    }

    private void Handle(WatchEvent<V1Pod> change)
    {
        if (Read(change.Object) is not { } pod)
            return;
        if (change.Type == WatchEventType.Deleted)
            _cache.Remove(pod);
        else if (!_cache.Set(pod))
            return;
        _queue.Add(pod.ContainerId);
    }

    private ObservedPod? Read(V1Pod pod) =>
        ObservedPod.Read(pod, PodSelector.ContainerOf(pod.Metadata) is { } id ? _cache.Find(id) : null, _options, _time.GetUtcNow());
}
