using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Auth;
using Sprout.Hosting.Telemetry;

namespace Sprout.Gateway.Http;

/// <summary>One line per request. It says the route's template and not the path, so that no token in a path reaches the log.</summary>
internal sealed partial class RequestLog
{
    private readonly RequestDelegate _next;
    private readonly TimeProvider _time;
    private readonly ILogger<RequestLog> _logger;

    public RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
    {
        _next = next;
        _time = time;
        _logger = logger;
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var started = _time.GetTimestamp();
        try
        {
            await _next(context);
        }
        finally
        {
            var route = RouteOf(context);
            // A cluster asks every few seconds how we are: only that something is not well is worth a line.
            Answered(
                Probes.IsOne(route) && context.Response.StatusCode < StatusCodes.Status500InternalServerError ? LogLevel.Debug : LogLevel.Information,
                context.TraceIdentifier,
                context.Features.Get<Caller>()?.Owner ?? "-",
                context.Request.Method,
                route,
                context.Response.StatusCode,
                _time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>The template of the route that answered. An error handler clears the endpoint and says which it was; routing's own answers (405, 415) have none.</summary>
    public static string? RouteOf(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : null;

    [LoggerMessage(Message = "{RequestId} {Owner} {Method} {Route} {Status} {DurationMs:0.0} ms")]
    private partial void Answered(LogLevel level, string requestId, string owner, string method, string? route, int status, double durationMs);
}
