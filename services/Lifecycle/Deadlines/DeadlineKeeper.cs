using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Hosting.Transports;
using Sprout.State;

namespace Sprout.Lifecycle.Deadlines;

/// <summary>Does what is due: says that a container has timed out or expired, asks for overdue steps again, and removes old records.</summary>
public sealed class DeadlineKeeper : BackgroundService
{
    private const int BatchSize = 200;

    // Shorter breaks, such as a restart, are too short to be held against us.
    private const int BreakInSteps = 3;

    private readonly DeadlineQueue _deadlines;
    private readonly KeeperPresence _presence;
    private readonly ContainerStore _containers;
    private readonly StepSender _steps;
    private readonly IBusControl _bus;
    private readonly MessageGuarantees _messages;
    private readonly TimeProvider _time;
    private readonly LifecycleOptions _options;
    private readonly ILogger<DeadlineKeeper> _logger;

    /// <summary>Takes what it works on.</summary>
    public DeadlineKeeper(
        DeadlineQueue deadlines, KeeperPresence presence, ContainerStore containers, StepSender steps, IBusControl bus, MessageGuarantees messages, TimeProvider time, LifecycleOptions options, ILogger<DeadlineKeeper> logger)
    {
        _deadlines = deadlines;
        _presence = presence;
        _containers = containers;
        _steps = steps;
        _bus = bus;
        _messages = messages;
        _time = time;
        _options = options;
        _logger = logger;
    }

    /// <summary>Handles one batch of what is due now; returns how many there were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var since = await _presence.NoteAsync(now, _options.StepInterval * BreakInSteps, cancellationToken);
        var due = await _deadlines.TakeDueAsync(now, BatchSize, _options.StepInterval, cancellationToken);
        await Task.WhenAll(due.Select(deadline => HandleAsync(deadline, now, since, cancellationToken)));
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        // A broker still has what was under way; to ask for it at each start of each process would pile it up there.
        var hasResumed = _messages.OutliveProcess;
        using var timer = new PeriodicTimer(_options.KeeperInterval, _time);
        do
        {
            // The one must not hold up the other.
            hasResumed = hasResumed || await TryAsync(ResumeAsync, stoppingToken);
            await TryAsync(RunAllAsync, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await _steps.SendAllAsync(cancellationToken) is > 0 and var steps)
            _logger.LogInformation("Asked again for {Steps} steps that were under way", steps);
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        while (await RunOnceAsync(cancellationToken) == BatchSize)
        {
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Nothing is lost: what was taken becomes due again.
            _logger.LogWarning("Deadlines cannot be kept right now and are tried again: {Reason}", exception.Message);
            return false;
        }
    }

    private async Task HandleAsync(Deadline deadline, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.Ready when now - since >= _options.ProvisioningTimeout || await IsSinceAsync(deadline.ContainerId, since, cancellationToken):
                await _bus.Publish(new ProvisioningTimedOut { ContainerId = deadline.ContainerId, At = now }, cancellationToken);
                break;
            case DeadlineKind.Expire:
                await _bus.Publish(new ContainerExpired { ContainerId = deadline.ContainerId, At = now }, cancellationToken);
                break;
            case DeadlineKind.Step when await _containers.FindAsync(deadline.ContainerId, cancellationToken) is { } container:
                var wait = NextWait(container, now);
                await _steps.SendAsync(container, wait, cancellationToken);
                await _deadlines.PostponeAsync(deadline, now, _options.StepInterval, wait, cancellationToken);
                break;
            case DeadlineKind.Purge when await _containers.FindAsync(deadline.ContainerId, cancellationToken) is { IsLive: false } container:
                await _containers.RemoveAsync(container, cancellationToken);
                break;
        }
    }

    // As long as it has been asked for already, which doubles the wait each time.
    private TimeSpan NextWait(ContainerDocument container, DateTimeOffset now) =>
        TimeSpan.FromTicks(Math.Clamp((now - container.StepDueAt + _options.StepInterval).Ticks, _options.StepInterval.Ticks, _options.LongestStepInterval.Ticks));

    private static DateTimeOffset WaitsSince(ContainerDocument container) =>
        container.ObstacleUntil < container.ReadyBy ? container.ObstacleSince ?? container.CreatedAt : container.CreatedAt;

    // Time during which no process was here to ask for it is not held against a container: after a long stop it gets its time anew.
    private async Task<bool> IsSinceAsync(Guid containerId, DateTimeOffset since, CancellationToken cancellationToken) =>
        await _containers.FindAsync(containerId, cancellationToken) is { } container && WaitsSince(container) >= since;
}
