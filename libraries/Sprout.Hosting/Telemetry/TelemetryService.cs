using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sprout.Hosting.Telemetry.Prometheus;

namespace Sprout.Hosting.Telemetry;

/// <summary>Listens, exports and answers at <c>/metrics</c>, from before the others start until after they have stopped.</summary>
internal sealed class TelemetryService : IHostedService, IAsyncDisposable
{
    // Each instrument's most label sets; what comes after them is one series, marked as overflow.
    private const int MostSeries = 500;

    private readonly TelemetryOptions _options;
    private readonly IConfiguration _configuration;
    private readonly IServiceProvider _services;
    private readonly ILoggerFactory _loggers;
    private readonly string _service;
    private TraceIds? _traceIds;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private MetricsServer? _server;

    /// <summary>Takes the settings, and who we are. What observes by itself is made here, to be there.</summary>
    public TelemetryService(TelemetryOptions options, IConfiguration configuration, IHostEnvironment environment, IServiceProvider services, ILoggerFactory loggers)
    {
        _options = options;
        _configuration = configuration;
        _services = services;
        _loggers = loggers;
        _service = ServiceName(environment.ApplicationName);
        _ = services.GetService<RedisMetrics>();
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.ExportsTraces)
            _traces = BuildTraces();
        else if (_options.LogsAreJson)
            _traceIds = new();
        if (!_options.HasMetrics)
            return;
        var exporter = _options.MetricsEndPoint is null ? null : new PrometheusExporter();
        _metrics = BuildMetrics(exporter);
        foreach (var counters in _services.GetServices<CountsFromZero>())
            counters.Tell(_services);
        if (exporter is not null)
            _server = await MetricsServer.StartAsync(_options.MetricsEndPoint!, exporter.Scrape, _loggers, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        // What is still to be exported is, for as long as the exporter's own time-out allows.
        _metrics?.Dispose();
        _traces?.Dispose();
        _traceIds?.Dispose();
    }

    // Sprout.RateLimiter is sprout-rate-limiter, as people call it.
    private static string ServiceName(string application) =>
        string.Concat(application.Split('.') is ["Sprout", var name]
            ? "Sprout" + name.Aggregate("", (text, letter) => text + (char.IsUpper(letter) ? "-" : "") + letter)
            : application).ToLowerInvariant();

    private TracerProvider BuildTraces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(_configuration))
        .ConfigureResource(Describe)
        .SetSampler(RootSampler.Create(_configuration["OTEL_TRACES_SAMPLER"], _configuration["OTEL_TRACES_SAMPLER_ARG"]))
        .AddSource(TelemetrySources.Traces)
        .AddOtlpExporter()
        .Build();

    private MeterProvider BuildMetrics(PrometheusExporter? exporter)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(_configuration))
            .ConfigureResource(Describe)
            .AddMeter(TelemetrySources.Metrics)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries });
        if (_options.ExportsMetrics)
            builder.AddOtlpExporter();
        if (exporter is not null)
            builder.AddReader(new BaseExportingMetricReader(exporter));
        return builder.Build();
    }

    // What the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) comes last, and so counts.
    private void Describe(ResourceBuilder resource) => resource
        .AddService(_service, "sprout", typeof(TelemetryService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0])
        .AddEnvironmentVariableDetector();
}
