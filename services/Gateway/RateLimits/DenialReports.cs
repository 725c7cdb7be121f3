using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>Tells the audit of denials, behind the requests' backs: none waits for it, and none fails with it.</summary>
internal sealed class DenialReports : BackgroundService
{
    private const int MostWaiting = 1_000;

    private readonly Channel<RateLimitExceeded> _waiting = Channel.CreateBounded<RateLimitExceeded>(MostWaiting);
    private readonly IBus _bus;
    private readonly TimeProvider _time;
    private readonly RateLimitMetrics _metrics;
    private readonly ILogger<DenialReports> _logger;

    public DenialReports(IBus bus, TimeProvider time, RateLimitMetrics metrics, ILogger<DenialReports> logger) =>
        (_bus, _time, _metrics, _logger) = (bus, time, metrics, logger);

    /// <summary>Reports those of the states that are news.</summary>
    public void Add(PolicyState[] states, string? route)
    {
        var now = _time.GetUtcNow();
        foreach (var state in states)
        {
            if (!state.IsNews)
                continue;
            var report = new RateLimitExceeded { Policy = state.Policy.Name, Subject = state.Subject, Route = route ?? "", At = now, ResetsAt = now + state.Reset };
            if (!_waiting.Writer.TryWrite(report))
                _metrics.CountUnreported();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var report in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await _bus.Publish(report, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                _metrics.CountUnreported();
                _logger.LogWarning("The audit was not told that {Subject} exceeds {Policy}: {Reason}", report.Subject, report.Policy, exception.Message);
            }
        }
    }
}
