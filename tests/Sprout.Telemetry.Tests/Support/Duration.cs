using System.Globalization;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>A duration as Prometheus writes it, of one unit: <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class Duration
{
    public static TimeSpan Parse(string text) => (text[^1], int.Parse(text[..^1], CultureInfo.InvariantCulture)) switch
    {
        ('s', var count) => TimeSpan.FromSeconds(count),
        ('m', var count) => TimeSpan.FromMinutes(count),
        ('h', var count) => TimeSpan.FromHours(count),
        _ => throw new FormatException($"'{text}' is no duration of seconds, minutes or hours."),
    };
}
