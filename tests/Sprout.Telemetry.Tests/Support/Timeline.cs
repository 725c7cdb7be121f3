namespace Sprout.Telemetry.Tests.Support;

/// <summary>
/// Scrapes with the times that a server of Prometheus would have made them at, in seconds: what its queries are over. As it does, a series that was born within
/// a window counts from its first sample on, and not from 0 (https://prometheus.io/docs/prometheus/latest/querying/functions/#rate).
/// </summary>
internal sealed class Timeline
{
    private readonly List<(double At, Scrape Scrape)> _scrapes = [];

    /// <summary>The last scrape's time.</summary>
    public double Now => _scrapes[^1].At;

    /// <summary>The last scrape. A series that is not in it is stale.</summary>
    public Scrape Last => _scrapes[^1].Scrape;

    public void Add(double at, Scrape scrape)
    {
        if (_scrapes.Count > 0 && at <= Now)
            throw new ArgumentOutOfRangeException(nameof(at), at, "Scrapes come one after the other.");
        _scrapes.Add((at, scrape));
    }

    /// <summary>What each of these series grew by within the last seconds, a second. Nothing for one that has fewer than two samples there.</summary>
    public IReadOnlyList<Sample> Rates(string name, Func<Sample, bool> isWanted, double seconds)
    {
        var series = new Dictionary<string, (Sample Sample, List<(double At, double Value)> Points)>();
        foreach (var (at, scrape) in _scrapes.Where(scrape => scrape.At > Now - seconds))
        {
            foreach (var sample in scrape.Samples.Where(sample => sample.Name == name && isWanted(sample)))
            {
                var key = string.Join('\n', sample.Labels.OrderBy(label => label.Key, StringComparer.Ordinal));
                if (!series.TryGetValue(key, out var found))
                    series[key] = found = (sample with { Name = "" }, []);
                found.Points.Add((at, sample.Value));
            }
        }

        return [.. series.Values.Where(one => one.Points.Count > 1).Select(one => one.Sample with { Value = Increase(one.Points, Now - seconds, Now) / seconds })];
    }

    // promql/functions.go, extrapolatedRate: to the window's edges where the samples come near them, else half an interval further; never below 0 at the beginning.
    private static double Increase(List<(double At, double Value)> points, double from, double until)
    {
        var increase = points[^1].Value - points[0].Value;
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i].Value < points[i - 1].Value)
                increase += points[i - 1].Value;
        }

        var sampled = points[^1].At - points[0].At;
        var interval = sampled / (points.Count - 1);
        var (before, after) = (points[0].At - from, until - points[^1].At);
        if (before >= interval * 1.1)
            before = interval / 2;
        if (increase > 0 && points[0].Value >= 0)
            before = Math.Min(before, sampled * points[0].Value / increase);
        if (after >= interval * 1.1)
            after = interval / 2;
        return increase * (sampled + before + after) / sampled;
    }
}
