using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;

namespace Sprout.Gateway.Features.Health;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, as Kubernetes' own components have them.</summary>
internal sealed class HealthModule : IEndpointModule
{
    /// <summary>The tag of checks that readiness asks; the bus's own check has it too.</summary>
    public const string ReadyTag = "ready";

    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/livez", () => Results.Text("ok"))
            .WithName("livez")
            .WithTags("health")
            .WithSummary("Whether the process runs")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
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
        .AllowAnonymous();

    private static async Task<IResult> ReadyAsync(HttpContext context, HealthCheckService health, string? verbose)
    {
        context.Response.Headers.CacheControl = "no-store";
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(ReadyTag), context.RequestAborted);
        var isReady = report.Status != HealthStatus.Unhealthy;
        if (verbose is not null)
            return List(report, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, context.Request.GetTypedHeaders().Accept);
        return isReady
            ? Results.Text("ok")
            : Problems.NotReady(string.Join(", ", report.Entries.Where(check => check.Value.Status == HealthStatus.Unhealthy).Select(check => check.Key)));
    }

    private static IResult List(HealthReport report, int status, IList<Microsoft.Net.Http.Headers.MediaTypeHeaderValue> accepted)
    {
        var checks = report.Entries.Select(check => new HealthView(check.Key, check.Value.Status != HealthStatus.Unhealthy, check.Value.Description)).ToList();
        if (accepted.Any(type => type.MediaType == "application/json"))
            return Results.Json(checks, statusCode: status);
        var lines = checks.Select(check => $"[{(check.Ok ? '+' : '-')}]{check.Name} {(check.Ok ? "ok" : "failed: " + check.Message)}");
        return Results.Text(string.Join('\n', [.. lines, ""]), statusCode: status);
    }
}
