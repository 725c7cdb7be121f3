using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Sprout.Hosting.Health;
using Sprout.Hosting.Settings;
using Sprout.Hosting.Telemetry;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Hosting;

/// <summary>What every service needs: logs, telemetry, the clock, Redis and the state in it.</summary>
public static class SproutHosting
{
    /// <summary>
    /// Adds them. Configuration: <c>Redis:ConnectionString</c> (required), <c>Redis:Password</c> (for one that is kept apart from it), <c>Quota</c> (see <see cref="QuotaOptions"/>), <c>Serilog</c>,
    /// and those of <see cref="TelemetryOptions"/>. Throws <see cref="SettingException"/> without the first.
    /// </summary>
    public static IHostApplicationBuilder AddSproutHosting(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(SproutLogging.Create(builder.Configuration), dispose: true);
        builder.AddSproutTelemetry();
        builder.Services.AddHostedService<UnknownSettingsWarning>();

        var redis = ReadRedis(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Quota").Get<QuotaOptions>() ?? new QuotaOptions());
        // The container makes its services synchronously; this does not wait for a Redis that is away.
        builder.Services.TryAddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.ConnectAsync(redis).AsTask().GetAwaiter().GetResult());
        builder.Services.TryAddSingleton(provider => provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase());
        builder.Services.TryAddSingleton<ContainerStore>();
        builder.Services.TryAddSingleton<DeadlineQueue>();
        builder.Services.TryAddSingleton<KeeperPresence>();
        builder.Services.TryAddSingleton<QuotaLeases>();
        builder.Services.TryAddSingleton<InstallationId>();
        builder.Services.AddSproutHealth();
        return builder;
    }

    // A service may be there before its Redis is, and outlives a restart of it.
    private static ConfigurationOptions ReadRedis(IConfiguration configuration)
    {
        var options = configuration["Redis:ConnectionString"] is { Length: > 0 } text
            ? ConfigurationOptions.Parse(text) with { AbortOnConnectFail = false }
            : throw new SettingException("Redis:ConnectionString is not set. Set it to host:6379, or host:6379,password=…,ssl=true and so on.");
        // Of a Secret it comes as it is, and may have a comma in it.
        return configuration["Redis:Password"] is { Length: > 0 } password ? options with { Password = password } : options;
    }
}
