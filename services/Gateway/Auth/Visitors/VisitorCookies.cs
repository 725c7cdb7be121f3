using Microsoft.AspNetCore.Http;
using Sprout.Redis;

namespace Sprout.Gateway.Auth.Visitors;

/// <summary>Tells visitors apart by a signed cookie, and gives one to whoever brings none that is good.</summary>
internal sealed class VisitorCookies
{
    public const string Name = "sprout_visitor";

    /// <summary>
    /// Its name over https. Browsers take a <c>__Host-</c> cookie from this very host only, so that a page on a subdomain, such as a visitor's container,
    /// cannot make its own visitor of somebody (RFC 6265bis, 4.1.3.2).
    /// </summary>
    public const string SecureName = "__Host-" + Name;

    private readonly CookieKeyRing _ring;
    private readonly VisitorOptions _options;
    private readonly TimeProvider _time;

    public VisitorCookies(CookieKeyRing ring, VisitorOptions options, TimeProvider time)
    {
        _ring = ring;
        _options = options;
        _time = time;
    }

    /// <summary>
    /// Who asks. A forged, damaged or expired cookie makes a new visitor, as none does. The answer carries the cookie when it is new or half old.
    /// Throws <see cref="RedisException"/> when the signing keys were never read and cannot be.
    /// </summary>
    public async ValueTask<string> IdentifyAsync(HttpContext context)
    {
        var now = _time.GetUtcNow();
        var cookie = await ReadAsync(context, now);
        if (cookie is not null && now - cookie.IssuedAt < _options.CookieLifetime / 2)
            return cookie.Visitor;
        var issued = cookie is null ? VisitorCookie.New(now) : cookie with { IssuedAt = now };
        Send(context, await WriteAsync(issued, context.RequestAborted));
        return issued.Visitor;
    }

    /// <summary>The text of a cookie, signed with the current key.</summary>
    public async ValueTask<string> WriteAsync(VisitorCookie cookie, CancellationToken cancellationToken) =>
        cookie.Write(await _ring.SigningKeyAsync(cancellationToken));

    private async ValueTask<VisitorCookie?> ReadAsync(HttpContext context, DateTimeOffset now)
    {
        if (context.Request.Cookies[NameFor(context)] is not { } text || VisitorCookie.KeyOf(text) is not { } id)
            return null;
        return await _ring.FindAsync(id, context.RequestAborted) is { } key && VisitorCookie.Read(text, key) is { } cookie && now - cookie.IssuedAt < _options.CookieLifetime
            ? cookie
            : null;
    }

    private void Send(HttpContext context, string text) =>
        // On starting, because an error handler clears the headers that were set before.
        context.Response.OnStarting(() =>
        {
            // Strict: nobody needs to be known on the way in from another site, for the page itself asks from here.
            context.Response.Cookies.Append(
                NameFor(context),
                text,
                new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = _options.CookieLifetime });
            return Task.CompletedTask;
        });

    private static string NameFor(HttpContext context) => context.Request.IsHttps ? SecureName : Name;
}
