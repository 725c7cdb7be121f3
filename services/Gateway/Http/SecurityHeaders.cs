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
            headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            // Whoever answers http as well is not locked out of it; a container's own name below ours is its own business.
            if (context.Request.IsHttps)
                headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
            if (context.User.Identity is { IsAuthenticated: true })
                headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        });
        return _next(context);
    }
}
