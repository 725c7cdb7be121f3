using System.Net;
using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.State;

namespace Sprout.Lifecycle.Observer;

/// <summary>Lists and watches this installation's pods and tells what they say. After any error, and when the watch has fallen behind (410), it lists again.</summary>
public sealed class PodObserver
{
    private const int PageSize = 500;

    private readonly IKubernetes _kubernetes;
    private readonly InstallationId _installation;
    private readonly KubernetesOptions _cluster;
    private readonly ObserverOptions _options;
    private readonly PodCache _cache;
    private readonly PodNews _news;
    private readonly ClusterSweep _sweep;
    private readonly TimeProvider _time;
    private readonly ILogger<PodObserver> _logger;

    /// <summary>Takes the cluster, what it fills and whom it tells.</summary>
    public PodObserver(
        IKubernetes kubernetes, InstallationId installation, KubernetesOptions cluster, ObserverOptions options, PodCache cache, PodNews news, ClusterSweep sweep, TimeProvider time, ILogger<PodObserver> logger)
    {
        _time = time;
        _kubernetes = kubernetes;
        _installation = installation;
        _cluster = cluster;
        _options = options;
        _cache = cache;
        _news = news;
        _sweep = sweep;
        _logger = logger;
    }

    /// <summary>Lists once, then watches until a watch breaks or is too old, and returns. What fails before that throws.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var selector = await SelectorAsync(cancellationToken);
        var version = await ListAsync(selector, cancellationToken);
        await TrySweepAsync(cancellationToken);
        try
        {
            // A Redis that has lost its data is another installation, with other pods.
            while (selector == await SelectorAsync(cancellationToken))
            {
                var begun = _time.GetTimestamp();
                version = await WatchAsync(selector, version, cancellationToken);
                // A server, or a proxy before it, that ends every watch at once must not be asked in a loop.
                if (_time.GetElapsedTime(begun) < _options.RetryDelay)
                    await Task.Delay(_options.RetryDelay, _time, cancellationToken);
            }
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Gone)
        {
            _logger.LogInformation("The watch of pods has fallen behind; listing again");
        }
        catch (Exception exception) when (exception is KubernetesException or HttpRequestException or IOException or TimeoutException)
        {
            _logger.LogInformation("The watch of pods broke; listing again: {Reason}", exception.Message);
        }
    }

    private async Task<string> SelectorAsync(CancellationToken cancellationToken) => PodSelector.Of(await _installation.GetAsync(cancellationToken));

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

    private async Task<string> ListAsync(string selector, CancellationToken cancellationToken)
    {
        var pods = new List<ObservedPod>();
        string? next = null;
        string version;
        do
        {
            var page = await _kubernetes.ListAsync<V1Pod>(_cluster.Namespace, new() { LabelSelector = selector, Limit = PageSize, Continue = next }, cancellationToken);
            pods.AddRange(page.Items.Select(Read).OfType<ObservedPod>());
            next = page.Metadata.Continue;
            version = page.Metadata.ResourceVersion ?? throw new InvalidOperationException("The API server answered with a list that has no resourceVersion.");
        }
        while (!string.IsNullOrEmpty(next));

        foreach (var pod in _cache.Fill(pods))
            await _news.TellGoneAsync(pod.ContainerId, pod.Uid, cancellationToken);
        foreach (var pod in pods)
            await _news.TellAsync(pod, cancellationToken);
        return version;
    }

    private async Task<string> WatchAsync(string selector, string version, CancellationToken cancellationToken)
    {
        var options = new WatchOptions { ResourceVersion = version, LabelSelector = selector, Timeout = _options.WatchTimeout };
        await foreach (var change in _kubernetes.WatchAsync<V1Pod>(_cluster.Namespace, options, cancellationToken))
        {
            await HandleAsync(change, cancellationToken);
            version = change.Object.Metadata.ResourceVersion ?? version;
        }

        return version;
    }

    private async Task HandleAsync(WatchEvent<V1Pod> change, CancellationToken cancellationToken)
    {
        if (change.Type == WatchEventType.Bookmark || Read(change.Object) is not { } pod)
            return;
        if (change.Type == WatchEventType.Deleted)
        {
            _cache.Remove(pod);
            await _news.TellGoneAsync(pod.ContainerId, pod.Uid, cancellationToken);
            return;
        }

        var before = _cache.Find(pod.ContainerId);
        _cache.Set(pod);
        // A pod's status changes many times on its way; only what it says about the container is news.
        if (before?.Uid != pod.Uid || before.Signal != pod.Signal)
            await _news.TellAsync(pod, cancellationToken);
    }

    private ObservedPod? Read(V1Pod pod) =>
        ObservedPod.Read(
            pod,
            Guid.TryParseExact(pod.Metadata.Labels?.GetValueOrDefault(PodSelector.ContainerLabel), "D", out var id) ? _cache.Find(id) : null,
            _options.UnschedulableGrace);
}
