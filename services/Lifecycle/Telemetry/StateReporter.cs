using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Hosting.Telemetry;
using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>Looks at Redis every few seconds and tells how it stands, while no other process does.</summary>
public sealed class StateReporter : BackgroundService
{
    private readonly ReporterRole _role;
    private readonly RedisStreamsQueues _queues;
    private readonly QuotaLeases _quota;
    private readonly DeadlineQueue _deadlines;
    private readonly StateReporterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<StateReporter> _logger;
    private StateGauges? _gauges;

    /// <summary>Takes what it looks at.</summary>
    public StateReporter(IDatabase database, QuotaLeases quota, DeadlineQueue deadlines, StateReporterOptions options, TimeProvider time, ILogger<StateReporter> logger)
    {
        _role = new(database);
        _queues = new(database, SproutKeys.Prefix);
        (_quota, _deadlines, _options, _time, _logger) = (quota, deadlines, options, time, logger);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(_options.StateInterval, _time);
            do
                await TryReportAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
        finally
        {
            Say(null);
        }
    }

    private async Task TryReportAsync(CancellationToken cancellationToken)
    {
        // A Redis that does not answer is told of by sprout.redis.connected; what it held a minute ago is not how it stands. One with very many keys may need longer
        // than an interval; within two, the role is still ours.
        using var patience = new CancellationTokenSource(_options.StateInterval * 2, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            Say(await _role.TryHoldAsync(_options.StateInterval * 3, either.Token) ? await ReadAsync(either.Token) : null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is RedisException or OperationCanceledException)
        {
            _logger.LogDebug("How Redis stands cannot be told now: {Reason}", exception.Message);
            Say(null);
        }
    }

    private async Task<InstallationState> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = await _queues.ListAsync(cancellationToken);
        return new(
            [.. queues.Queues.Where(queue => !BusQueues.IsTemporary(queue.Name))],
            queues.Delayed,
            await _quota.FindNearestAsync([QuotaOptions.TotalScope], cancellationToken),
            await _deadlines.LatenessAsync(_time.GetUtcNow(), cancellationToken));
    }

    private void Say(InstallationState? state)
    {
        if (state is not null && _gauges?.TryUpdate(state) == true)
            return;
        _gauges?.Dispose();
        _gauges = state is null ? null : new(state);
    }

    private async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        try
        {
            await _role.LeaveAsync(patience.Token);
        }
        catch (Exception exception)
        {
            // It runs out by itself.
            _logger.LogDebug("The role of telling how Redis stands was not given up: {Reason}", exception.Message);
        }
    }
}
