namespace Sprout.ClusterSimulator.Faults;

/// <summary>Which calls fail, and how. The same seed fails the same calls when they come in the same order.</summary>
public sealed record FaultOptions
{
    /// <summary>How likely a call meets a fault, from 0 (off, the default) to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The faults to choose from, each as likely as the others.</summary>
    public FaultKinds Kinds { get; init; } = FaultKinds.All;

    /// <summary>The longest delay of <see cref="FaultKinds.Latency"/>.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest life of a watch that is to be dropped.</summary>
    public TimeSpan MaxWatchLifetime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What a 429 says in Retry-After.</summary>
    public int RetryAfterSeconds { get; init; } = 1;
}
