using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting.Telemetry;
using Sprout.RateLimiting;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.RateLimits;

/// <summary>What limits are made of.</summary>
internal static class RateLimitServices
{
    /// <summary>Adds them. Configuration: <c>RateLimits</c>. Throws <see cref="InvalidOperationException"/> for settings that cannot be meant.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var own = PolicySettings.Read(configuration);
        services.AddSingleton(GatewayLimitOptions.Read(configuration));
        services.AddSingleton(provider => new RateLimitGate(provider.GetRequiredService<IDatabase>(), SproutKeys.Prefix));
        services.AddSingleton(provider => new PolicyStore(provider.GetRequiredService<IDatabase>(), SproutKeys.Prefix, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DenialCache>().AddSingleton<RedisAbsence>().AddSingleton<RequestLimiter>().AddSingleton<RateLimitMetrics>();
        services.AddSingleton(new CountsFromZero(provider => provider.GetRequiredService<RateLimitMetrics>().Begin()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PoliciesInForce>(provider, own));
        services.AddSingleton<DenialReports>();
        return services.AddHostedService(provider => provider.GetRequiredService<PoliciesInForce>()).AddHostedService(provider => provider.GetRequiredService<DenialReports>());
    }
}
