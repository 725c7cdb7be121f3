using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Lifecycle.Telemetry;

namespace Sprout.Lifecycle.Observer;

/// <summary>Observes while it holds the lease: one loop that keeps the lease, one that observes, two that compare, and the workers that tell.</summary>
public sealed class ObserverService : BackgroundService
{
    private const int LongestWaitFactor = 30;
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(1);

    private readonly LeaderLease _lease;
    private readonly PodObserver _observer;
    private readonly ClusterSweep _sweep;
    private readonly ExposureSweep _exposure;
    private readonly PodTellers _tellers;
    private readonly PodCache _cache;
    private readonly ObserverMetrics _metrics;
    private readonly IBusControl _bus;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ObserverService> _logger;

    /// <summary>Takes the loops' work.</summary>
    public ObserverService(
        LeaderLease lease, PodObserver observer, ClusterSweep sweep, ExposureSweep exposure, PodTellers tellers, PodCache cache, ObserverMetrics metrics, IBusControl bus, ObserverOptions options, TimeProvider time, ILogger<ObserverService> logger)
    {
        _lease = lease;
        _observer = observer;
        _sweep = sweep;
        _exposure = exposure;
        _tellers = tellers;
        _cache = cache;
        _metrics = metrics;
        _bus = bus;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = new CancellationTokenSource(ReleasePatience, _time);
        try
        {
            await _lease.ReleaseAsync(patience.Token);
        }
        catch (Exception exception)
        {
            // It runs out by itself.
            _logger.LogInformation("The observer's lease was not given up: {Reason}", exception.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await HoldsLeaseAsync(stoppingToken))
                await ObserveWhileHeldAsync(stoppingToken);
            else
                await Task.Delay(_options.RetryDelay, _time, stoppingToken);
        }
    }

    private async Task ObserveWhileHeldAsync(CancellationToken stoppingToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var lease = _lease.Name;
        _cache.Clear();
        using var telling = _metrics.Hold();
        var work = Task.WhenAll(
            RepeatAsync("observing pods", _observer.RunOnceAsync, _options.RetryDelay, held.Token),
            RepeatAsync("telling what pods say", _tellers.RunAsync, _options.RetryDelay, held.Token),
            RepeatAsync("comparing containers and pods", _sweep.RunOnceAsync, _options.SweepInterval, held.Token),
            // Not at once: what it looks for is rare, and a process that begins has more urgent things to ask.
            RepeatAsync("looking for services and ingresses", _exposure.RunOnceAsync, _options.ExposureInterval, held.Token, isUrgent: false));
        try
        {
            await KeepLeaseAsync(lease, stoppingToken);
            _logger.LogWarning("Lost the observer's lease");
        }
        finally
        {
            await held.CancelAsync();
            await work;
        }
    }

    /// <summary>
    /// Renews until it has not been able to for two thirds of the lease's life: who cannot renew must have stopped before another may begin. Ends
    /// at once where it is another lease by now.
    /// </summary>
    private async Task KeepLeaseAsync(string? lease, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.RenewInterval, _time);
        while (true)
        {
            using var deadline = new CancellationTokenSource(_options.LeaseDuration * 2 / 3, _time);
            using var renewal = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
            try
            {
                do
                    await timer.WaitForNextTickAsync(renewal.Token);
                while (!await HoldsLeaseAsync(renewal.Token) && _lease.Name == lease);
                if (_lease.Name != lease)
                    return;
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> HoldsLeaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lease.TryHoldAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("The observer's lease cannot be had right now: {Reason}", exception.Message);
            return false;
        }
    }

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> runOnce, TimeSpan pause, CancellationToken cancellationToken, bool isUrgent = true)
    {
        var wait = isUrgent ? _options.RetryDelay : pause;
        if (!isUrgent)
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = pause;
            try
            {
                await runOnce(cancellationToken);
                wait = isUrgent ? _options.RetryDelay : pause;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.LogWarning("An error while {What}; trying again in {Wait}: {Reason}", what, wait, exception.Message);
                next = wait;
                if (isUrgent)
                    wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, _options.RetryDelay.Ticks * LongestWaitFactor));
            }

            await Task.Delay(next, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
