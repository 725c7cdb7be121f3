namespace Sprout.Hosting.Telemetry;

/// <summary>Attributes of spans that Sprout adds to the conventional ones. Ids are for spans and logs, never for metrics.</summary>
public static class SpanTags
{
    /// <summary>Whose span it is.</summary>
    public const string Container = "sprout.container.id";
}
