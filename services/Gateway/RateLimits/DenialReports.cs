using MassTransit;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Gateway.Audit;
using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>Tells the audit of denials.</summary>
internal sealed class DenialReports : AuditReports<RateLimitExceeded>
{
    private readonly RateLimitMetrics _metrics;
    private readonly ILogger<DenialReports> _logger;

    public DenialReports(IBus bus, TimeProvider time, RateLimitMetrics metrics, ILogger<DenialReports> logger)
        : base(bus, time) => (_metrics, _logger) = (metrics, logger);

    /// <summary>Reports those of the states that are news.</summary>
    public void Add(PolicyState[] states, string? route)
    {
        var now = Time.GetUtcNow();
        foreach (var state in states)
            if (state.IsNews)
                Report(new() { Policy = state.Policy.Name, Subject = state.Subject, Route = route ?? "", At = now, ResetsAt = now + state.Reset });
    }

    protected override void Lost(RateLimitExceeded @event, Exception? reason)
    {
        _metrics.CountUnreported();
        if (reason is not null)
            _logger.LogWarning("The audit was not told that {Subject} exceeds {Policy}: {Reason}", @event.Subject, @event.Policy, reason.Message);
    }
}
