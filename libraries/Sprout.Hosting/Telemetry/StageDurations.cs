using System.Diagnostics.Metrics;

namespace Sprout.Hosting.Telemetry;

/// <summary>How long a container's start takes, stage by stage. Each is measured by the service that has both its ends.</summary>
public static class StageDurations
{
    /// <summary>From asking the lifecycle for a container until it has stored it; by the gateway.</summary>
    public const string Saga = "saga";

    /// <summary>How long its <c>ProvisionPod</c> waited for a provisioner; by the provisioner, from the lifecycle's stamp.</summary>
    public const string Queue = "queue";

    /// <summary>Making its objects in the cluster; by the provisioner.</summary>
    public const string Apply = "apply";

    /// <summary>From then until it had a node, by the cluster's stamps of whole seconds; by the lifecycle, as the next two.</summary>
    public const string Schedule = "schedule";

    /// <summary>Until its image was there and its process began.</summary>
    public const string Pull = "pull";

    /// <summary>Until its port answered.</summary>
    public const string Ready = "ready";

    /// <summary>From milliseconds to the five minutes that a start may take.</summary>
    public static InstrumentAdvice<double> Boundaries { get; } = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    private static readonly Meter Meter = new(SproutTelemetry.MeterName);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "sprout.container.stage.duration", "s", "How long each stage of a container's start took: saga, queue, apply, schedule, pull, ready.", advice: Boundaries);

    /// <summary>Notes one. Clocks differ between machines, so one that seems to be less than nothing counts as nothing.</summary>
    public static void Record(string stage, TimeSpan duration) =>
        Durations.Record(Math.Max(0, duration.TotalSeconds), new KeyValuePair<string, object?>("stage", stage));
}
