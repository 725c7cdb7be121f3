using Microsoft.AspNetCore.Http;

namespace Sprout.Local.Web;

/// <summary>
/// The web host of one machine, as nginx is in a cluster: it adds the visitor key to what comes under <c>/api</c> without a key, so that a page needs
/// none and never sees one.
/// </summary>
internal sealed class VisitorKeyHeader
{
    /// <summary>The header that carries a key.</summary>
    public const string Header = "X-API-Key";

    private static readonly PathString Api = "/api";

    private readonly RequestDelegate _next;
    private readonly string _key;

    public VisitorKeyHeader(RequestDelegate next, string key) => (_next, _key) = (next, key);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase) && !context.Request.Headers.ContainsKey(Header))
            context.Request.Headers[Header] = _key;
        return _next(context);
    }
}
