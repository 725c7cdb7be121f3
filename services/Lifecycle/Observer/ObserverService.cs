using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sprout.Lifecycle.Observer;

/// <summary>Observes while it holds the lease: one loop that keeps the lease, one that observes, one that sweeps.</summary>
public sealed class ObserverService : BackgroundService
{
    private const int LongestWaitFactor = 30;

    private readonly LeaderLease _lease;
    private readonly PodObserver _observer;
    private readonly ClusterSweep _sweep;
    private readonly PodCache _cache;
    private readonly IBusControl _bus;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ObserverService> _logger;

    /// <summary>Takes the loops' work.</summary>
    public ObserverService(
        LeaderLease lease, PodObserver observer, ClusterSweep sweep, PodCache cache, IBusControl bus, ObserverOptions options, TimeProvider time, ILogger<ObserverService> logger)
    {
        _lease = lease;
        _observer = observer;
        _sweep = sweep;
        _cache = cache;
        _bus = bus;
        _options = options;
        _time = time;
        _logger = logger;
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
        _cache.Clear();
        var work = Task.WhenAll(
            RepeatAsync("observing pods", _observer.RunOnceAsync, TimeSpan.Zero, held.Token),
            RepeatAsync("comparing containers and pods", _sweep.RunOnceAsync, _options.SweepInterval, held.Token));
        try
        {
            await KeepLeaseAsync(stoppingToken);
            _logger.LogWarning("Lost the observer's lease");
        }
        finally
        {
            await held.CancelAsync();
            await work;
        }
    }

    /// <summary>Renews until another process holds the lease, or it could not be renewed for as long as it lasts.</summary>
    private async Task KeepLeaseAsync(CancellationToken stoppingToken)
    {
        var renewed = _time.GetTimestamp();
        using var timer = new PeriodicTimer(_options.RenewInterval, _time);
        while (_time.GetElapsedTime(renewed) < _options.LeaseDuration)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
            if (await HoldsLeaseAsync(stoppingToken))
                renewed = _time.GetTimestamp();
        }
    }

    private async Task<bool> HoldsLeaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await _lease.TryHoldAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            _logger.LogWarning("The observer's lease cannot be had right now: {Reason}", exception.Message);
            return false;
        }
    }

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> runOnce, TimeSpan pause, CancellationToken cancellationToken)
    {
        var wait = _options.RetryDelay;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, _time, cancellationToken);
                await runOnce(cancellationToken);
                wait = _options.RetryDelay;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.LogWarning("An error while {What}; trying again in {Wait}: {Reason}", what, wait, exception.Message);
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, _options.RetryDelay.Ticks * LongestWaitFactor));
            }
        }
    }
}
