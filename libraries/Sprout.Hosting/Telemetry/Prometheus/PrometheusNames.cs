using System.Text;
using OpenTelemetry.Metrics;

namespace Sprout.Hosting.Telemetry.Prometheus;

/// <summary>
/// Names as Prometheus has them, made from OpenTelemetry's as its specification says ("Prometheus and OpenMetrics Compatibility"): dots become underscores,
/// units are written out at the end, and counters end with <c>_total</c>.
/// </summary>
internal static class PrometheusNames
{
    private const string Total = "_total";

    /// <summary>Of a metric.</summary>
    /// <param name="name">Such as <c>http.server.request.duration</c>.</param>
    /// <param name="unit">In UCUM: <c>s</c>, <c>By</c>, <c>{request}</c>.</param>
    /// <param name="type">What it is.</param>
    public static string OfMetric(string name, string? unit, MetricType type)
    {
        var isCounter = IsCounter(type);
        var written = Sanitized(name);
        if (isCounter && written.EndsWith(Total, StringComparison.Ordinal))
            written = written[..^Total.Length];
        var word = WordOf(unit, type.IsGauge());
        if (word.Length > 0 && !written.EndsWith("_" + word, StringComparison.Ordinal))
            written += "_" + word;
        return isCounter ? written + Total : written;
    }

    /// <summary>Of a label.</summary>
    public static string OfLabel(string name) => Sanitized(name);

    public static bool IsCounter(MetricType type) => type is MetricType.LongSum or MetricType.DoubleSum;

    private static string WordOf(string? unit, bool isGauge) => unit switch
    {
        null or "" or ['{', ..] => "",
        "1" => isGauge ? "ratio" : "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        _ => Sanitized(unit),
    };

    private static string Sanitized(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (char.IsAsciiDigit(text[0]))
            text.Insert(0, '_');
        return text.ToString();
    }
}
