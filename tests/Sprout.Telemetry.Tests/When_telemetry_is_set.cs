using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Serilog.Events;
using Serilog.Parsing;
using Sprout.Hosting;
using Sprout.Hosting.Telemetry;

namespace Sprout.Telemetry.Tests;

public sealed class When_telemetry_is_set
{
    [Fact]
    public void Nothing_is_told_unless_somebody_asks() => Read().ShouldBe(new(null, false, false, false));

    [Fact]
    public void A_port_answers_on_this_machine_alone_unless_it_is_to_answer_others()
    {
        Read(("Metrics:Port", "9464")).MetricsEndPoint.ShouldBe(new IPEndPoint(IPAddress.Loopback, 9464));
        Read(("Metrics:Port", "9464"), ("Metrics:Address", "0.0.0.0")).MetricsEndPoint.ShouldBe(new IPEndPoint(IPAddress.Any, 9464));
        Read(("Metrics:Port", "0")).HasMetrics.ShouldBeFalse();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", false, true)]
    public void A_collector_gets_what_it_is_named_for(string setting, bool traces, bool metrics)
    {
        var options = Read((setting, "http://collector:4318"));

        (options.ExportsTraces, options.ExportsMetrics).ShouldBe((traces, metrics));
        Read((setting, "http://collector:4318"), ("OTEL_SDK_DISABLED", "true")).ShouldBe(Read());
        Read((setting, "http://collector:4318"), ("OTEL_TRACES_EXPORTER", "none"), ("OTEL_METRICS_EXPORTER", "none")).ShouldBe(Read());
    }

    [Theory]
    [InlineData("Metrics:Port", "many")]
    [InlineData("Metrics:Port", "70000")]
    [InlineData("Metrics:Address", "everywhere")]
    [InlineData("Logging:Format", "xml")]
    public void What_cannot_be_meant_is_told_in_a_word(string setting, string value) =>
        Should.Throw<SettingException>(() => Read((setting, value))).Message.ShouldStartWith($"{setting} is '{value}'. Set it to ");

    [Fact]
    public void A_line_of_the_log_says_its_trace()
    {
        var line = new LogEvent(
            DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplate([new TextToken("A container runs")]), [],
            ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"));
        using var text = new StringWriter();

        SproutLogging.FormatOf(Configuration(("Logging:Format", "json"))).Format(line, text);

        var json = JsonDocument.Parse(text.ToString()).RootElement;
        json.GetProperty("TraceId").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        json.GetProperty("SpanId").GetString().ShouldBe("b7ad6b7169203331");
        json.GetProperty("RenderedMessage").GetString().ShouldBe("A container runs");
    }

    [Fact]
    public void Calls_that_belong_to_nothing_begin_no_trace()
    {
        var sampler = RootSampler.Create(name: null, argument: null);

        Sample(ActivityKind.Server).ShouldBe(SamplingDecision.RecordAndSample);
        Sample(ActivityKind.Client).ShouldBe(SamplingDecision.Drop);
        Should.Throw<SettingException>(() => RootSampler.Create("sometimes", null)).Message.ShouldContain("OTEL_TRACES_SAMPLER");

        SamplingDecision Sample(ActivityKind kind) =>
            sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "call", kind)).Decision;
    }

    private static TelemetryOptions Read(params (string Key, string Value)[] settings) => TelemetryOptions.Read(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
