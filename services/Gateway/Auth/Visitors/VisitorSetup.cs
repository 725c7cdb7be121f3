using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sprout.State;

namespace Sprout.Gateway.Auth.Visitors;

/// <summary>What tells visitors apart.</summary>
internal static class VisitorSetup
{
    /// <summary>Adds it. Configuration: <c>Visitors</c>.</summary>
    public static void AddVisitors(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("Visitors").Get<VisitorOptions>() ?? new())
        .AddSingleton<CookieKeys>()
        .AddSingleton<CookieKeyRing>()
        .AddSingleton<VisitorCookies>()
        .AddHostedService<CookieKeyKeeper>();
}
