using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Hosting;

/// <summary>What every service needs: logs, the clock, Redis and the state in it.</summary>
public static class SproutHosting
{
    /// <summary>
    /// Adds them. Configuration: <c>Redis:ConnectionString</c> (required), <c>Quota</c> (see <see cref="QuotaOptions"/>), <c>Serilog</c>.
    /// </summary>
    public static IHostApplicationBuilder AddSproutHosting(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger(), dispose: true);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Quota").Get<QuotaOptions>() ?? new QuotaOptions());
        builder.Services.TryAddSingleton<IConnectionMultiplexer>(provider => Connect(provider.GetRequiredService<IConfiguration>()));
        builder.Services.TryAddSingleton(provider => provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase());
        builder.Services.TryAddSingleton<ContainerStore>();
        builder.Services.TryAddSingleton<DeadlineQueue>();
        builder.Services.TryAddSingleton<QuotaLeases>();
        builder.Services.TryAddSingleton<InstallationId>();
        return builder;
    }

    // The container makes its services synchronously; with abortConnect=false this does not wait for a Redis that is away.
    private static ConnectionMultiplexer Connect(IConfiguration configuration) =>
        ConnectionMultiplexer.ConnectAsync(
            configuration["Redis:ConnectionString"]
            ?? throw new InvalidOperationException("Redis:ConnectionString is not set; for example 127.0.0.1:6379,abortConnect=false."))
        .AsTask().GetAwaiter().GetResult();
}
