using System.Diagnostics.Metrics;

namespace Sprout.Kubernetes.Manners;

/// <summary>The meter <c>Sprout.Kubernetes</c>.</summary>
internal static class ApiMetrics
{
    public const string MeterName = "Sprout.Kubernetes";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Calls = Meter.CreateHistogram<double>(
        "sprout.kubernetes.call.duration", "s", "Calls to the API server by verb, resource and code (the HTTP status, or timeout, cancelled or broken): until the answer begins.");

    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>(
        "sprout.kubernetes.limiter.wait", "s", "How long calls that had to wait for their turn did, by lane.");

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
