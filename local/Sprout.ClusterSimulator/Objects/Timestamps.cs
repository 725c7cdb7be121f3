namespace Sprout.ClusterSimulator.Objects;

/// <summary>Times as Kubernetes writes them: whole seconds in most places, microseconds in events and leases.</summary>
internal static class Timestamps
{
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    public static string Nanoseconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff00Z");
}
