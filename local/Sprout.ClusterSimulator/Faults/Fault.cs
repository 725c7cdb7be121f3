using Sprout.ClusterSimulator.Api;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>What one call meets; usually nothing.</summary>
internal sealed record Fault(FaultKinds Kind, FaultOptions Options, double Share, TimeProvider Time)
{
    public Status? Refusal => Kind switch
    {
        FaultKinds.TooManyRequests => new Status(429, "TooManyRequests", "Too many requests, please try again later.") { RetryAfterSeconds = Options.RetryAfterSeconds },
        FaultKinds.InternalError => new Status(500, "InternalError", "Internal error occurred: injected by the cluster simulator"),
        _ => null,
    };

    public Task DelayAsync(CancellationToken cancelled) =>
        Kind == FaultKinds.Latency ? Task.Delay(Options.MaxLatency * Share, Time, cancelled) : Task.CompletedTask;

    /// <summary>Cancelled when a watch is to break.</summary>
    public CancellationTokenSource WatchLifetime() =>
        Kind == FaultKinds.DroppedWatch ? new CancellationTokenSource(Options.MaxWatchLifetime * Share, Time) : new CancellationTokenSource();
}
