using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>A collector, as far as somebody exports to it: OTLP over HTTP as protobuf.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentDictionary<string, byte> _metrics = new();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyCollection<Span> Spans => _spans;

    /// <summary>Names of the metrics that came.</summary>
    public IEnumerable<string> Metrics => _metrics.Keys;

    /// <summary>What a process is told, to export here.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", context => TakeAsync(context, body =>
        {
            foreach (var span in Span.Read(body))
                receiver._spans.Enqueue(span);
        }));
        app.MapPost("/v1/metrics", context => TakeAsync(context, body =>
        {
            foreach (var metric in new ProtobufMessage(body).All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
                receiver._metrics.TryAdd(metric.Text(1), 0);
        }));
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        take(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
