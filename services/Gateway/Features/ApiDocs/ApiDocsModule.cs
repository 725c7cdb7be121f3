using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Sprout.Gateway.RateLimits;

namespace Sprout.Gateway.Features.ApiDocs;

/// <summary><c>/openapi/v1.json</c>, and <c>/docs</c>: a page that shows it, with everything it needs served from here.</summary>
internal sealed class ApiDocsModule : IEndpointModule
{
    // The page's scripts and styles are ours; Swagger UI styles elements in place and draws its icons from data URLs.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string PlainPage = """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>Sprout API</title>
        <p>The pages that show the API are not part of this build. Its description is in <a href="openapi/v1.json">openapi/v1.json</a>.</p>
        </html>
        """;

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["swagger-ui.css"] = "text/css; charset=utf-8",
        ["swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["initializer.js"] = "text/javascript; charset=utf-8",
    };

    private readonly string _folder;
    private byte[]? _description;

    /// <summary>Takes the folder that the build copies the page to.</summary>
    public ApiDocsModule(string folder) => _folder = folder;

    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet($"/openapi/{OpenApiSetup.DocumentName}.json", DescribeAsync).WithMetadata(FreeOfLimits.Mark).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/docs", Page).WithMetadata(FreeOfLimits.Mark).AllowAnonymous().ExcludeFromDescription();
        foreach (var (file, type) in ContentTypes)
            if (File(file) is { Exists: true } asset)
                app.MapGet("/docs/" + file, () => Results.File(asset.FullName, type)).WithMetadata(FreeOfLimits.Mark).AllowAnonymous().ExcludeFromDescription();
    }

    // Made once: it costs much, and anybody may ask.
    private async Task<IResult> DescribeAsync([FromKeyedServices(OpenApiSetup.DocumentName)] IOpenApiDocumentProvider provider, CancellationToken cancellationToken)
    {
        if (_description is not { } description)
        {
            using var stream = new MemoryStream();
            await (await provider.GetOpenApiDocumentAsync(cancellationToken)).SerializeAsJsonAsync(stream, OpenApiSetup.Version, cancellationToken);
            _description = description = stream.ToArray();
        }

        return Results.Bytes(description, "application/json; charset=utf-8");
    }

    private IResult Page(HttpContext context)
    {
        // What the page links to lies beside /docs, not below /docs/.
        if (context.Request.Path.Value!.EndsWith('/'))
            return Results.Redirect($"{context.Request.PathBase}/docs");
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return ContentTypes.Keys.All(file => File(file).Exists) && File("index.html") is { Exists: true } page
            ? Results.File(page.FullName, "text/html; charset=utf-8")
            : Results.Content(PlainPage, "text/html; charset=utf-8");
    }

    private FileInfo File(string name) => new(Path.Combine(_folder, name));
}
