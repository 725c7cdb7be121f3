using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Sprout.Hosting;
using Sprout.Hosting.Telemetry;
using Sprout.Hosting.Telemetry.Prometheus;
using Sprout.Telemetry.Tests.Support;
using Sprout.Testing;

namespace Sprout.Telemetry.Tests;

public sealed class When_metrics_are_scraped : IDisposable
{
    private readonly Meter _meter = new($"spec-{Guid.NewGuid():N}");
    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;

    public When_metrics_are_scraped() => _provider = Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes([new("service.name", "spec")]))
        .AddMeter(_meter.Name)
        .AddReader(new BaseExportingMetricReader(_exporter))
        .Build();

    [Fact]
    public void Each_kind_is_written_as_Prometheus_wants_it()
    {
        _meter.CreateCounter<long>("shop.orders", "{order}", "Orders\nby \\ way.").Add(3, new("way", "by \"mail\"\nor \\ else"), new KeyValuePair<string, object?>("is.new", true));
        _meter.CreateUpDownCounter<long>("shop.open").Add(-2);
        _meter.CreateObservableGauge("shop.load", () => 0.25, "1", "How full it is.");
        _meter.CreateObservableGauge("shop.limit", () => double.PositiveInfinity, "By");
        _meter.CreateObservableCounter("shop.cpu.time", () => 1.5, "s");
        var durations = _meter.CreateHistogram("shop.wait", "s", "Waiting.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var duration in (double[])[0.05, 0.5, 0.5, 7])
            durations.Record(duration);

        Golden.ShouldMatch(_exporter.Scrape(), "scrape.txt");
        var read = Scrape.Read(_exporter.Scrape());
        read.Sum("shop_orders_total", ("way", "by \"mail\"\nor \\ else")).ShouldBe(3);
        read.Sum("shop_wait_seconds_bucket", ("le", "+Inf")).ShouldBe(4);
    }

    [Fact]
    public void What_comes_to_one_name_stands_in_one_place()
    {
        using var other = new Meter(_meter.Name, "2");
        _meter.CreateCounter<long>("shop.orders").Add(1, new KeyValuePair<string, object?>("shop", "one"));
        other.CreateCounter<long>("shop.orders").Add(1, new KeyValuePair<string, object?>("shop", "two"));
        other.CreateObservableGauge("shop.orders.total", () => 5);

        Scrape.Read(_exporter.Scrape()).Sum("shop_orders_total").ShouldBe(2);
    }

    [Fact]
    public void A_meter_that_is_gone_says_nothing_more()
    {
        using (var held = new Meter(_meter.Name, "held"))
        {
            held.CreateObservableGauge("shop.leader", () => 1);
            Scrape.Read(_exporter.Scrape()).Sum("shop_leader").ShouldBe(1);
        }

        // What is told once more tells of what was until then.
        _exporter.Scrape();
        Scrape.Read(_exporter.Scrape()).Sum("shop_leader").ShouldBeNull();

        using var again = new Meter(_meter.Name, "held");
        again.CreateObservableGauge("shop.leader", () => 2);
        Scrape.Read(_exporter.Scrape()).Sum("shop_leader").ShouldBe(2);
    }

    [Fact]
    public async Task Only_that_path_answers_and_only_to_be_read()
    {
        var port = RedisServer.FreePort();
        await using var server = await MetricsServer.StartAsync(new(IPAddress.Loopback, port), () => "up 1\n", NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/") };

        (await http.GetStringAsync(new Uri("metrics", UriKind.Relative))).ShouldBe("up 1\n");
        (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.PostAsync(new Uri("metrics", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await Should.ThrowAsync<SettingException>(() => MetricsServer.StartAsync(new(IPAddress.Loopback, port), () => "", NullLoggerFactory.Instance, CancellationToken.None)))
            .Message.ShouldContain($"Metrics:Port {port}");
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }
}
