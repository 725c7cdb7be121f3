using System.Diagnostics.Metrics;

namespace Sprout.Kubernetes.Manners;

/// <summary>The meter <c>Sprout.Kubernetes</c>.</summary>
internal static class ApiMetrics
{
    public const string MeterName = "Sprout.Kubernetes";

    private static readonly Meter Meter = new(MeterName);

    // From a call on the same machine to the longest that a call may take.
    private static readonly InstrumentAdvice<double> Boundaries = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private static readonly Histogram<double> Calls = Meter.CreateHistogram(
        "sprout.kubernetes.call.duration", "s", "Calls to the API server by verb, resource and code (the HTTP status, or timeout, cancelled or broken): until the answer begins.", advice: Boundaries);

    private static readonly Histogram<double> Waits = Meter.CreateHistogram(
        "sprout.kubernetes.limiter.wait", "s", "How long calls that had to wait for their turn did, by lane.", advice: Boundaries);

    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>(
        "sprout.kubernetes.repeats", "{call}", "Calls that were sent again because the API server asked for it, by verb, resource and code.");

    public static void Called(ApiCall call, string code, TimeSpan duration) => Calls.Record(duration.TotalSeconds, Verb(call), Resource(call), Tag("code", code));

    public static void Waited(ApiLane lane, TimeSpan duration) => Waits.Record(duration.TotalSeconds, Tag("lane", LaneName(lane)));

    public static void Repeated(ApiCall call, string code) => Repeats.Add(1, Verb(call), Resource(call), Tag("code", code));

    private static string LaneName(ApiLane lane) => lane switch
    {
        ApiLane.Bulk => "bulk",
        ApiLane.Stream => "stream",
        _ => "urgent",
    };

    private static KeyValuePair<string, object?> Verb(ApiCall call) => Tag("verb", call.Verb);

    private static KeyValuePair<string, object?> Resource(ApiCall call) => Tag("resource", call.Resource);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
