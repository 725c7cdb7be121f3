using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>Headers that keep a browser from guessing, framing, leaking and keeping what we answer. A page may set its own before.</summary>
internal sealed class SecurityHeaders
{
    private readonly RequestDelegate _next;

    public SecurityHeaders(RequestDelegate next) => _next = next;

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("X-Frame-Options", "DENY");
            headers.TryAdd("Content-Security-Policy", "frame-ancestors 'none'; base-uri 'none'");
            if (context.User.Identity is { IsAuthenticated: true })
                headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        });
        return _next(context);
    }
}
