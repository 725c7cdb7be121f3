using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sprout.Hosting.Health;

/// <summary>Whether this process can do its work right now: Redis answers, and the bus runs.</summary>
public sealed class Readiness
{
    /// <summary>The tag of the checks that are asked; the bus's own check has it too.</summary>
    public const string Tag = "ready";

    private readonly HealthReport _report;

    private Readiness(HealthReport report) => _report = report;

    /// <summary>Whether nothing has failed.</summary>
    public bool IsReady => _report.Status != HealthStatus.Unhealthy;

    /// <summary>The names of the checks that failed.</summary>
    public string Failing => string.Join(", ", _report.Entries.Where(check => check.Value.Status == HealthStatus.Unhealthy).Select(check => check.Key));

    /// <summary>Asks every check.</summary>
    public static async Task<Readiness> AskAsync(HttpContext context, HealthCheckService health)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(await health.CheckHealthAsync(check => check.Tags.Contains(Tag), context.RequestAborted));
    }

    /// <summary>The answer to <c>?verbose</c>: every check, as text, or as JSON where that is asked for.</summary>
    public IResult List(HttpContext context)
    {
        var status = IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var checks = _report.Entries.Select(check => new HealthView(check.Key, check.Value.Status != HealthStatus.Unhealthy, check.Value.Description)).ToList();
        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "application/json"))
            return Results.Json(checks, statusCode: status);
        var lines = checks.Select(check => $"[{(check.Ok ? '+' : '-')}]{check.Name} {(check.Ok ? "ok" : "failed: " + check.Message)}");
        return Results.Text(string.Join('\n', [.. lines, ""]), statusCode: status);
    }
}
