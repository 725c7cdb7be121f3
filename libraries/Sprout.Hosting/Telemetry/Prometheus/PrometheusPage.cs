using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Sprout.Hosting.Telemetry.Prometheus;

/// <summary>
/// One scrape in Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): all lines of a name together, after its HELP and TYPE,
/// with the names in order. Of two metrics that come to one name with different types, the first counts.
/// </summary>
internal sealed class PrometheusPage
{
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>Who is scraped, as one series of the value 1.</summary>
    public void AddTarget(IEnumerable<KeyValuePair<string, object>> attributes)
    {
        var labels = attributes.Aggregate(new StringBuilder(), (text, attribute) => AppendLabel(text, attribute.Key, attribute.Value));
        FamilyOf("target_info", "gauge", "Who this is.")?.Line("target_info", labels.ToString(), "1");
    }

    public void Add(Metric metric)
    {
        if (TypeOf(metric.MetricType) is not { } type)
            return;
        var name = PrometheusNames.OfMetric(metric.Name, metric.Unit, metric.MetricType);
        if (FamilyOf(name, type, metric.Description) is not { } family)
            return;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point);
            if (metric.MetricType == MetricType.Histogram)
                AddHistogram(family, name, labels, point);
            else
                family.Line(name, labels, ValueOf(metric.MetricType, point));
        }
    }

    public override string ToString()
    {
        var page = new StringBuilder();
        foreach (var (name, family) in _families)
            page.Append("# HELP ").Append(name).Append(' ').Append(family.Help).Append("\n# TYPE ").Append(name).Append(' ').Append(family.Type).Append('\n').Append(family.Lines);
        return page.ToString();
    }

    private static void AddHistogram(Family family, string name, string labels, in MetricPoint point)
    {
        // Ours counts each bucket by itself, Prometheus' everything up to its bound.
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var bound = new StringBuilder(labels);
            AppendLabel(bound, "le", Text(bucket.ExplicitBound));
            family.Line(name + "_bucket", bound.ToString(), Text(count));
        }

        family.Line(name + "_sum", labels, Text(point.GetHistogramSum()));
        // The buckets' own sum, so that the two agree also while somebody measures.
        family.Line(name + "_count", labels, Text(count));
    }

    private static string LabelsOf(in MetricPoint point)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in point.Tags)
            AppendLabel(text, name, value);
        return text.ToString();
    }

    private static StringBuilder AppendLabel(StringBuilder text, string name, object? value)
    {
        if (text.Length > 0)
            text.Append(',');
        text.Append(PrometheusNames.OfLabel(name)).Append("=\"");
        foreach (var letter in value switch { bool flag => flag ? "true" : "false", _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" })
        {
            _ = letter switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"');
    }

    private static string? TypeOf(MetricType type) => type switch
    {
        MetricType.Histogram => "histogram",
        _ when PrometheusNames.IsCounter(type) => "counter",
        _ when type.IsGauge() || type.IsSum() || type is MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
        _ => null, // exponential histograms, which nobody here makes
    };

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongGauge => Text(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => Text(point.GetGaugeLastValueDouble()),
        _ when type.IsLong() => Text(point.GetSumLong()),
        _ => Text(point.GetSumDouble()),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) =>
        double.IsPositiveInfinity(number) ? "+Inf" : double.IsNegativeInfinity(number) ? "-Inf" : number.ToString("R", CultureInfo.InvariantCulture);

    private Family? FamilyOf(string name, string type, string help)
    {
        if (!_families.TryGetValue(name, out var family))
            _families[name] = family = new(type, help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal));
        return family.Type == type ? family : null;
    }

    private sealed record Family(string Type, string Help)
    {
        public StringBuilder Lines { get; } = new();

        public void Line(string name, string labels, string value)
        {
            Lines.Append(name);
            if (labels.Length > 0)
                Lines.Append('{').Append(labels).Append('}');
            Lines.Append(' ').Append(value).Append('\n');
        }
    }
}
