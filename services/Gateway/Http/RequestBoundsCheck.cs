using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Http;

/// <summary>Refuses requests whose path or headers are too large, with a problem.</summary>
internal sealed class RequestBoundsCheck
{
    // Kestrel refuses by itself, without a body, what is this many times larger than our own bounds; it need only keep memory safe.
    private const int Slack = 8;

    private readonly RequestDelegate _next;
    private readonly RequestBounds _bounds;

    public RequestBoundsCheck(RequestDelegate next, GatewayOptions options) => (_next, _bounds) = (next, options.Bounds);

    public static void Configure(KestrelServerLimits limits, RequestBounds bounds)
    {
        limits.MaxRequestLineSize = Slack * bounds.MaximumTargetLength;
        limits.MaxRequestHeaderCount = Slack * bounds.MaximumHeaders;
        limits.MaxRequestHeadersTotalSize = Slack * bounds.MaximumHeadersLength;
        limits.RequestHeadersTimeout = bounds.HeadersTimeout;
        limits.KeepAliveTimeout = bounds.IdleTimeout;
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new(bounds.LeastBodyBytesPerSecond, bounds.BodyGrace);
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length > _bounds.MaximumTargetLength)
            return Problems.UriTooLong(_bounds.MaximumTargetLength).ExecuteAsync(context);
        var (count, length) = (0, 0);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
                (count, length) = (count + 1, length + name.Length + (value?.Length ?? 0));
        }

        return count > _bounds.MaximumHeaders || length > _bounds.MaximumHeadersLength
            ? Problems.HeadersTooLarge(_bounds.MaximumHeaders, _bounds.MaximumHeadersLength).ExecuteAsync(context)
            : _next(context);
    }
}
