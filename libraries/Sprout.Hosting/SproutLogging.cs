using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;
using Serilog.Settings.Configuration;
using Sprout.Hosting.Telemetry;

namespace Sprout.Hosting;

/// <summary>What a service logs where the configuration says nothing else: our own words from information on, others' from warning on.</summary>
public static class SproutLogging
{
    private const string Template = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// Makes the log. Section <c>Serilog</c> sets levels and, with <c>WriteTo</c>, where it goes instead of the console. <c>Logging:Format</c> is <c>text</c>,
    /// or <c>json</c> for whoever collects it: a line is an object then, with <c>TraceId</c> and <c>SpanId</c> where it belongs to a trace.
    /// </summary>
    public static Logger Create(IConfiguration configuration)
    {
        // Named, for otherwise every assembly that lies beside us is looked at, also another program's.
        var sinks = new ConfigurationReaderOptions(typeof(Serilog.Log).Assembly, typeof(ConsoleLoggerConfigurationExtensions).Assembly);
        var logging = Levels().ReadFrom.Configuration(configuration, sinks);
        if (configuration.GetSection("Serilog:WriteTo").Exists())
            return logging.CreateLogger();
        return logging.WriteTo.Console(FormatOf(configuration)).CreateLogger();
    }

    internal static ITextFormatter FormatOf(IConfiguration configuration) =>
        TelemetryOptions.Read(configuration).LogsAreJson ? new JsonFormatter(renderMessage: true) : new MessageTemplateTextFormatter(Template);

    /// <summary>The levels alone, for a host with an output of its own.</summary>
    public static LoggerConfiguration Levels() => new LoggerConfiguration()
        .MinimumLevel.Warning()
        .MinimumLevel.Override("Sprout", LogEventLevel.Information)
        // Whoever runs the host says why it did not start; that it was told to stop meanwhile is no error.
        .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
        // Whoever asks is told, and may ask often.
        .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal);
}
