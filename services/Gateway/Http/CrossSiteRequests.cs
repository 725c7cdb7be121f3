using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Http;

/// <summary>
/// Refuses requests by which a page of another origin would act for a visitor. The cookie is SameSite, but a visitor's container may answer on a
/// sibling of our name, which is the same site, and the web host adds the key to whatever comes. The rules are those of Go's
/// <c>http.CrossOriginProtection</c>: <c>Sec-Fetch-Site</c> decides, and for browsers without it <c>Origin</c> against <c>Host</c>; who sends neither is
/// no browser. Unlike there, reading is refused too: pictures on any page could use up what their readers may ask for.
/// </summary>
internal sealed class CrossSiteRequests
{
    private readonly RequestDelegate _next;
    private readonly CorsOrigins _origins;

    public CrossSiteRequests(RequestDelegate next, CorsOrigins origins) => (_next, _origins) = (next, origins);

    // A key that a program sends is not lent to pages: only a visitor's is added to what comes from anywhere.
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Caller>() is { Scope: KeyScope.Visitor } && !IsOurs(context.Request)
            ? Problems.CrossSite().ExecuteAsync(context)
            : _next(context);

    private bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && _origins.Contains(origin))
            return true;
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "" => origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value),
            _ => false,
        };
    }
}
