using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sprout.Hosting.Telemetry;

namespace Sprout.Gateway.Http;

/// <summary>Gives the span that ASP.NET begins for a request its conventional name and attributes: the route's template and never the path, in which a token may stand.</summary>
internal sealed class RequestSpan
{
    private readonly RequestDelegate _next;

    public RequestSpan(RequestDelegate next) => _next = next;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
            return _next(context);
        if (!Probes.IsOne(context.Request.Path))
            return DescribeAsync(context, span);
        Probes.Hide(context);
        return _next(context);
    }

    private async Task DescribeAsync(HttpContext context, Activity span)
    {
        try
        {
            await _next(context);
        }
        finally
        {
            var (method, route, status) = (context.Request.Method, RequestLog.RouteOf(context), context.Response.StatusCode);
            span.DisplayName = route is null ? method : $"{method} {route}";
            span.SetTag("http.request.method", method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", status);
            span.SetTag("url.scheme", context.Request.Scheme);
            if (status >= StatusCodes.Status500InternalServerError)
                span.SetTag("error.type", status.ToString(System.Globalization.CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
        }
    }
}
