using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.RateLimits;
using Sprout.Hosting.Health;

namespace Sprout.Gateway.Features.Health;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, as Kubernetes' own components have them.</summary>
internal sealed class HealthModule : IEndpointModule
{
    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/livez", () => Results.Text("ok"))
            .WithName("livez")
            .WithTags("health")
            .WithSummary("Whether the process runs")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithMetadata(FreeOfLimits.Mark)
            .AllowAnonymous();
        MapReady(app, "/readyz", "readyz", "Whether requests can be served");
        MapReady(app, "/healthz", "healthz", "The same as /readyz");
    }

    private static void MapReady(IEndpointRouteBuilder app, string path, string name, string summary) => app.MapGet(path, ReadyAsync)
        .WithName(name)
        .WithTags("health")
        .WithSummary(summary)
        .WithDescription("Asks Redis and the bus. With `?verbose` it lists every check, as text or (`Accept: application/json`) as JSON.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblems(503)
        .DescribeQuery("verbose", "List the checks.")
        .WithMetadata(FreeOfLimits.Mark)
        .AllowAnonymous();

    private static async Task<IResult> ReadyAsync(HttpContext context, HealthCheckService health, string? verbose)
    {
        var readiness = await Readiness.AskAsync(context, health);
        return verbose is not null ? readiness.List(context)
            : readiness.IsReady ? Results.Text("ok")
            : Problems.NotReady(readiness.Failing);
    }
}
