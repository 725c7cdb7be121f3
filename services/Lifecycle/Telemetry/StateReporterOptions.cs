namespace Sprout.Lifecycle.Telemetry;

/// <summary>Configuration section <c>Metrics</c>, as far as the lifecycle reads it.</summary>
public sealed record StateReporterOptions
{
    /// <summary>How often it is looked how Redis stands: queues, quota, deadlines. Each look goes through all keys in small steps.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(15);
}
