using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;
using Sprout.Hosting.Telemetry.Prometheus;
using Sprout.Telemetry.Tests.Support;
using MeterInstrument = System.Diagnostics.Metrics.Instrument;

namespace Sprout.Telemetry.Tests;

/// <summary>What docs, dashboards and alerts name exists in the code, and the other way round.</summary>
public sealed partial class The_words_of_telemetry
{
    private static readonly string[] Own = ["Sprout.Gateway", "Sprout.Lifecycle", "Sprout.Provisioner", "Sprout.Captcha", "Sprout.RateLimiter", "Sprout.Hosting", "Sprout.Kubernetes", "Sprout.State"];

    [Fact]
    public void Each_instrument_of_the_code_stands_in_the_table_and_the_other_way_round() =>
        Tables.Rows("metrics").Select(row => row[0]).Order().ShouldBe(SourceOf("libraries", "services").SelectMany(text => Instrument().Matches(text).Select(match => match.Groups["name"].Value)).Distinct().Order());

    [Fact]
    public void Each_has_the_name_and_type_in_Prometheus_that_the_table_says()
    {
        var published = Published();

        foreach (var row in Tables.Rows("metrics").Where(row => published.ContainsKey(row[0])))
            (row[1], row[2]).ShouldBe((PrometheusNames.OfMetric(row[0], published[row[0]].Unit, TypeOf(published[row[0]])), WordOf(published[row[0]])), row[0]);
        published.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void Each_source_of_spans_stands_in_the_table_and_the_other_way_round() =>
        Tables.Rows("spans").Select(row => row[1]).Where(name => name.StartsWith("Sprout.", StringComparison.Ordinal)).Distinct().Order().ShouldBe(
            SourceOf("libraries", "services").SelectMany(text => SourceName().Matches(text).Select(match => match.Groups["name"].Value)).Distinct().Order());

    [Fact]
    public void Each_query_asks_for_metrics_and_labels_that_there_are()
    {
        var metrics = Tables.Rows("metrics");
        var known = metrics.SelectMany(row => row[2] == "histogram" ? (string[])[$"{row[1]}_bucket", $"{row[1]}_sum", $"{row[1]}_count"] : [row[1]])
            .Concat(Tables.Rows("framework metrics").SelectMany(row => row[1].EndsWith("duration_seconds", StringComparison.Ordinal) ? (string[])[$"{row[1]}_bucket", $"{row[1]}_sum", $"{row[1]}_count"] : [row[1]]))
            .ToHashSet();
        // The framework's labels, the scraper's, and the histograms'.
        HashSet<string> labels = ["http_route", "http_request_method", "http_response_status_code", "server_address", "error_type", "instance", "le", .. metrics.SelectMany(row => Tables.NamesIn(row[3]))];

        foreach (var (where, query) in Queries())
        {
            Query.MetricsIn(query).Where(name => !known.Contains(name)).ShouldBeEmpty($"{where}: {query}");
            LabelsIn(query).Where(name => !labels.Contains(name)).ShouldBeEmpty($"{where}: {query}");
        }
    }

    [Fact]
    public void Each_metric_is_shown_on_a_dashboard()
    {
        var shown = Dashboards().SelectMany(dashboard => Query.MetricsIn(dashboard.Query)).Select(name => HistogramPart().Replace(name, "")).ToHashSet();

        Tables.Rows("metrics").Concat(Tables.Rows("framework metrics")).Select(row => row[1]).Where(name => !shown.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_alert_has_a_page_and_a_cause_and_each_page_an_alert()
    {
        var alerts = Alert.All.Select(alert => alert.Name).Order().ToList();

        alerts.ShouldBeUnique();
        Alert.All.ShouldAllBe(alert => alert.Runbook == $"docs/runbooks/{alert.Name}.md");
        Directory.EnumerateFiles(Repository.PathOf("docs/runbooks"), "*.md").Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(alerts);
        foreach (var alert in alerts)
            Repository.Read($"docs/runbooks/{alert}.md").Split('\n').Where(line => line.StartsWith('#')).ShouldBe([$"# {alert}", "## What users see", "## Look", "## Do"]);
        typeof(When_something_goes_wrong).GetMethods().SelectMany(method => method.GetCustomAttributes<ProvokesAttribute>()).Select(provokes => provokes.Alert).Order().ShouldBe(alerts);
    }

    [Fact]
    public void Pages_lead_to_pages_that_there_are()
    {
        foreach (var file in (string[])[Repository.PathOf("docs/telemetry.md"), .. Directory.EnumerateFiles(Repository.PathOf("docs/runbooks"), "*.md")])
        {
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
                Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Groups["to"].Value)).ShouldBeTrue($"{Path.GetFileName(file)}: {link.Groups["to"].Value}");
        }
    }

    [Fact]
    public async Task Prometheus_itself_takes_rules_and_queries()
    {
        var promtool = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(promtool is null, "There is no promtool here; Debian has it in the package prometheus.");
        var queries = Path.GetTempFileName();
        var rules = Dashboards().Select((dashboard, index) => $"  - {{ record: \"q:{index}\", expr: {JsonSerializer.Serialize(dashboard.Query.Replace("$__rate_interval", "5m", StringComparison.Ordinal))} }}");
        await File.WriteAllTextAsync(queries, "groups:\n- name: dashboards\n  rules:\n" + string.Join('\n', rules));

        using var check = Process.Start(new ProcessStartInfo(promtool!, ["check", "rules", queries, .. Directory.EnumerateFiles(Repository.PathOf("helm/sprout/alerts"))]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await check.StandardOutput.ReadToEndAsync() + await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        File.Delete(queries);

        check.ExitCode.ShouldBe(0, said);
    }

    private static IEnumerable<(string Where, string Query)> Queries() => Dashboards().Concat(Alert.All.Select(alert => (alert.Name, alert.Expression)));

    private static IEnumerable<(string Where, string Query)> Dashboards() =>
        from file in Directory.EnumerateFiles(Repository.PathOf("helm/sprout/dashboards"), "*.json")
        from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select ($"{Path.GetFileName(file)}, {panel.GetProperty("title")}", target.GetProperty("expr").GetString()!);

    private static IEnumerable<string> LabelsIn(string query) =>
        Matcher().Matches(query).Select(label => label.Groups["name"].Value).Concat(By().Matches(query).SelectMany(by => by.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries)));

    private static IEnumerable<string> SourceOf(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    // Those of classes that are one for the process; the others are made with the services.
    private static Dictionary<string, MeterInstrument> Published()
    {
        var found = new Dictionary<string, MeterInstrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Sprout.", StringComparison.Ordinal))
                    found[instrument.Name] = instrument;
            },
        };
        foreach (var type in Own.SelectMany(name => Assembly.Load(name).GetTypes()).Where(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Any(field => field.FieldType == typeof(Meter))))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        listener.Start();
        return found;
    }

    private static MetricType TypeOf(MeterInstrument instrument) => WordOf(instrument) switch
    {
        "counter" => MetricType.LongSum,
        "histogram" => MetricType.Histogram,
        _ => MetricType.LongGauge,
    };

    private static string WordOf(MeterInstrument instrument) =>
        instrument.GetType().Name is var name && name.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
        : name.Contains("UpDown", StringComparison.Ordinal) || name.Contains("Gauge", StringComparison.Ordinal) ? "gauge"
        : "counter";

    [GeneratedRegex("""\.Create(Observable)?(Counter|UpDownCounter|Gauge|Histogram)(<\w+>)?\(\s*"(?<name>[^"]+)["]""")]
    private static partial Regex Instrument();

    [GeneratedRegex("""const string SourceName = "(?<name>[^"]+)["]""")]
    private static partial Regex SourceName();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramPart();

    [GeneratedRegex("""[{,]\s*(?<name>\w+)\s*(=~|!~|!=|=)["]""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby\s*\((?<names>[^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\]\((?<to>[^)#:]+)[^)]*\)")]
    private static partial Regex Link();
}
