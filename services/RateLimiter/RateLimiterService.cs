using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.RateLimiter.Audit;
using Sprout.RateLimiter.Consumers;
using Sprout.RateLimiter.Policies;
using Sprout.RateLimiting;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.RateLimiter;

/// <summary>The rate limiter: owns the policies, answers others, keeps the audit.</summary>
public static class RateLimiterService
{
    /// <summary>
    /// Adds what the consumers need, and what keeps the policies. Configuration: <c>RateLimits:Policies</c>, <c>RateLimits:File</c>, <c>Audit</c>.
    /// Settings that cannot be meant are refused when the host is built.
    /// </summary>
    public static IHostApplicationBuilder AddRateLimiter(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(provider => new RateLimitGate(provider.GetRequiredService<IDatabase>(), SproutKeys.Prefix));
        builder.Services.TryAddSingleton(provider => new PolicyStore(provider.GetRequiredService<IDatabase>(), SproutKeys.Prefix, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<PolicySource>().AddSingleton<PolicyKeeper>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PolicyKeeper>());
        builder.Services.AddSingleton(Checked(builder.Configuration.GetSection("Audit").Get<AuditOptions>() ?? new()));
        builder.Services.AddSingleton<AuditTrail>();
        return builder;
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddRateLimiterBus(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<CheckRateLimitConsumer>();
        bus.AddConsumer<AuditConsumer, AuditConsumerDefinition>();
    }

    private static AuditOptions Checked(AuditOptions audit) => audit.Length > 0
        ? audit
        : throw new InvalidOperationException($"Audit:Length is {audit.Length}; it must be above zero.");
}
