using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Sprout.Hosting.Telemetry.Prometheus;

/// <summary>Gives the metrics as text whenever somebody asks.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private const int PatienceMilliseconds = 5_000;

    private readonly Lock _one = new();
    private string _text = "";

    /// <summary>Set by the reader.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The metrics as they are now.</summary>
    public string Scrape()
    {
        // Two that ask at once would be given one and the same collection, and one of them perhaps before it is written.
        lock (_one)
        {
            Collect?.Invoke(PatienceMilliseconds);
            return _text;
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var page = new PrometheusPage();
        page.AddTarget(ParentProvider.GetResource().Attributes);
        foreach (var metric in batch)
            page.Add(metric);
        _text = page.ToString();
        return ExportResult.Success;
    }
}
