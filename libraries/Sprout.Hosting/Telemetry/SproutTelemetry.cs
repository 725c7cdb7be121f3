using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sprout.Hosting.Telemetry;

/// <summary>Traces and metrics of a process. Where nobody asks for them, nothing listens, and what is measured costs next to nothing.</summary>
public static class SproutTelemetry
{
    /// <summary>The meter of what all services have in common.</summary>
    public const string MeterName = "Sprout.Hosting";

    /// <summary>Adds what <see cref="TelemetryOptions"/> ask for. First of the hosted services, so that it hears the others start and stop. Throws <see cref="SettingException"/>.</summary>
    public static IHostApplicationBuilder AddSproutTelemetry(this IHostApplicationBuilder builder)
    {
        var options = TelemetryOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        if (options.HasMetrics || options.ExportsTraces || options.LogsAreJson)
            builder.Services.AddHostedService<TelemetryService>();
        if (options.HasMetrics)
            builder.Services.AddSingleton<RedisMetrics>();
        return builder;
    }
}
