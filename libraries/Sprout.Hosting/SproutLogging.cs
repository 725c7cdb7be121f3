using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace Sprout.Hosting;

/// <summary>What a service logs where the configuration says nothing else: our own words from information on, others' from warning on.</summary>
public static class SproutLogging
{
    private const string Template = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the log. Section <c>Serilog</c> sets levels and, with <c>WriteTo</c>, where it goes instead of the console.</summary>
    public static Logger Create(IConfiguration configuration)
    {
        // Named, for otherwise every assembly that lies beside us is looked at, also another program's.
        var sinks = new ConfigurationReaderOptions(typeof(Serilog.Log).Assembly, typeof(ConsoleLoggerConfigurationExtensions).Assembly);
        var logging = Levels().ReadFrom.Configuration(configuration, sinks);
        return (configuration.GetSection("Serilog:WriteTo").Exists() ? logging : logging.WriteTo.Console(outputTemplate: Template)).CreateLogger();
    }

    /// <summary>The levels alone, for a host with an output of its own.</summary>
    public static LoggerConfiguration Levels() => new LoggerConfiguration()
        .MinimumLevel.Warning()
        .MinimumLevel.Override("Sprout", LogEventLevel.Information)
        // Whoever runs the host says why it did not start; that it was told to stop meanwhile is no error.
        .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
        // Whoever asks is told, and may ask often.
        .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal);
}
