using Sprout.ClusterSimulator.Api;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>What one call meets; usually nothing.</summary>
internal sealed record Fault(FaultKinds Kind, FaultOptions Options, double Share, TimeProvider Time)
{
    private static readonly FaultOptions Nothing = new();

    public Status? Refusal => Kind switch
    {
        FaultKinds.TooManyRequests => new Status(429, "TooManyRequests", "Too many requests, please try again later.") { RetryAfterSeconds = Options.RetryAfterSeconds },
        FaultKinds.InternalError => new Status(500, "InternalError", "Internal error occurred: injected by the cluster simulator"),
        _ => null,
    };

    public static Fault None(TimeProvider time) => new(FaultKinds.None, Nothing, 0, time);

    public Task DelayAsync(CancellationToken cancelled) =>
        Kind == FaultKinds.Latency ? Task.Delay(Options.MaxLatency * Share, Time, cancelled) : Task.CompletedTask;

    /// <summary>Cancelled when a watch is to break, to fall silent or to expire.</summary>
    public CancellationTokenSource WatchLifetime() => Kind is FaultKinds.DroppedWatch or FaultKinds.SilentWatch or FaultKinds.ExpiringWatch
        ? new CancellationTokenSource(Options.MaxWatchLifetime * Share, Time)
        : new CancellationTokenSource();
}
