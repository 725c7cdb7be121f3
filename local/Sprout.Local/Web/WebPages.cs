using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sprout.Local.Web;

/// <summary>
/// Serves the web UI: its files by their paths, and its page wherever a person goes who is not asking the API. It stands before everything else, so
/// loading it uses up nothing of what a visitor may ask.
/// </summary>
internal sealed class WebPages
{
    // All of it comes from here; styles in elements are set by script, which needs no leave. The icon in the tab is drawn as a data URL.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        + "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // What the gateway shows to people at the same address.
    private static readonly PathString[] NotOurs = ["/api", "/docs", "/openapi", "/livez", "/readyz", "/healthz"];

    private readonly RequestDelegate _next;
    private readonly WebFiles _files;

    public WebPages(RequestDelegate next, WebFiles files) => (_next, _files) = (next, files);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return _next(context);
        return (_files.Find(request.Path.Value ?? "") ?? (IsVisit(request) ? _files.Index : null)) is { } file ? SendAsync(context, file) : _next(context);
    }

    // Under the same address programs ask for /containers with a key, and people reload the page of a container.
    private static bool IsVisit(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Headers.ContainsKey(VisitorKeyHeader.Header)
        && !NotOurs.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static async Task SendAsync(HttpContext context, WebFile file)
    {
        var (bytes, encoding) = Choose(context.Request.Headers.AcceptEncoding, file);
        var headers = context.Response.Headers;
        headers.CacheControl = file.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = "Accept, Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (encoding is not null)
            headers.ContentEncoding = encoding;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static (byte[] Bytes, string? Encoding) Choose(StringValues accepted, WebFile file) =>
        file.Brotli is { } brotli && Accepts(accepted, "br") ? (brotli, "br")
        : file.Gzip is { } gzip && Accepts(accepted, "gzip") ? (gzip, "gzip")
        : (file.Bytes, null);

    private static bool Accepts(StringValues accepted, string encoding) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var list)
        && list.Any(item => item.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && item.Quality is not 0);
}
