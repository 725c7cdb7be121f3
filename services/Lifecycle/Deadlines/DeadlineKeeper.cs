using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.Deadlines;

/// <summary>Does what is due: says that a container has timed out or expired, asks for overdue steps again, and removes old records.</summary>
public sealed class DeadlineKeeper : BackgroundService
{
    private const int BatchSize = 200;

    private readonly DeadlineQueue _deadlines;
    private readonly ContainerStore _containers;
    private readonly StepSender _steps;
    private readonly IBusControl _bus;
    private readonly TimeProvider _time;
    private readonly LifecycleOptions _options;
    private readonly ILogger<DeadlineKeeper> _logger;

    /// <summary>Takes what it works on.</summary>
    public DeadlineKeeper(
        DeadlineQueue deadlines, ContainerStore containers, StepSender steps, IBusControl bus, TimeProvider time, LifecycleOptions options, ILogger<DeadlineKeeper> logger)
    {
        _deadlines = deadlines;
        _containers = containers;
        _steps = steps;
        _bus = bus;
        _time = time;
        _options = options;
        _logger = logger;
    }

    /// <summary>Handles one batch of what is due now; returns how many there were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var due = await _deadlines.TakeDueAsync(now, BatchSize, _options.StepInterval, cancellationToken);
        await Task.WhenAll(due.Select(deadline => HandleAsync(deadline, now, cancellationToken)));
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        var resumed = false;
        using var timer = new PeriodicTimer(_options.KeeperInterval, _time);
        do
        {
            try
            {
                if (!resumed && await _steps.SendAllAsync(stoppingToken) is > 0 and var steps)
                    _logger.LogInformation("Asked again for {Steps} steps that were under way", steps);
                resumed = true;
                while (await RunOnceAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing is lost: what was taken becomes due again.
                _logger.LogWarning("Deadlines cannot be kept right now and are tried again: {Reason}", exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task HandleAsync(Deadline deadline, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.Ready:
                await _bus.Publish(new ProvisioningTimedOut { ContainerId = deadline.ContainerId }, cancellationToken);
                break;
            case DeadlineKind.Expire:
                await _bus.Publish(new ContainerExpired { ContainerId = deadline.ContainerId, At = now }, cancellationToken);
                break;
            case DeadlineKind.Step when await _containers.FindAsync(deadline.ContainerId, cancellationToken) is { } container:
                await _steps.SendAsync(container, cancellationToken);
                break;
            case DeadlineKind.Purge when await _containers.FindAsync(deadline.ContainerId, cancellationToken) is { IsLive: false } container:
                await _containers.RemoveAsync(container, cancellationToken);
                break;
        }
    }
}
