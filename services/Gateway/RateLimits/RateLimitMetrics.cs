using System.Diagnostics.Metrics;

namespace Sprout.Gateway.RateLimits;

/// <summary>The meter <c>Sprout.Gateway.RateLimits</c>.</summary>
internal sealed class RateLimitMetrics
{
    public const string MeterName = "Sprout.Gateway.RateLimits";

    private static readonly string[] Outcomes = ["granted", "denied", "denied_from_memory", "late", "open", "closed"];

    private readonly Counter<long> _requests;
    private readonly Counter<long> _unreported;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("sprout.rate_limit.requests", "{request}", "Requests that limits count, by outcome: granted, denied, denied_from_memory, late (refused, for Redis did not answer in time), open or closed (Redis was away).");
        _unreported = meter.CreateCounter<long>("sprout.rate_limit.unreported", "{event}", "Denials that the audit was not told of.");
    }

    /// <summary>Tells of every outcome that there has been none.</summary>
    public void Begin()
    {
        foreach (var outcome in Outcomes)
            _requests.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Count(string outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void CountUnreported() => _unreported.Add(1);
}
