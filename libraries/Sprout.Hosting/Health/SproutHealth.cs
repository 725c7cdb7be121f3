using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Hosting.Telemetry;

namespace Sprout.Hosting.Health;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, as Kubernetes' own components have them.</summary>
public static class SproutHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the check of Redis; the bus brings its own.</summary>
    public static IServiceCollection AddSproutHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis", tags: [Readiness.Tag], timeout: Patience);
        return services;
    }

    /// <summary>Adds the routes, for a service that has no others. Whether it lives depends on nothing but itself.</summary>
    public static void MapSproutHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/livez", Live).DisableHttpMetrics();
        app.MapGet("/readyz", ReadyAsync).DisableHttpMetrics();
        app.MapGet("/healthz", ReadyAsync).DisableHttpMetrics();
    }

    private static IResult Live(HttpContext context)
    {
        Probes.Hide(context);
        return Results.Text("ok");
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, HealthCheckService health, string? verbose)
    {
        Probes.Hide(context);
        var readiness = await Readiness.AskAsync(context, health);
        return verbose is not null ? readiness.List(context)
            : readiness.IsReady ? Results.Text("ok")
            : Results.Problem($"Not ready: {readiness.Failing}. Ask ?verbose for more.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The service is not ready", type: "/problems/not-ready");
    }
}
