using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sprout.Hosting.Telemetry;

/// <summary>
/// Answers <c>GET /metrics</c> on a port of its own, and nothing else. A bare server without a host around it: the scrape of every fifteen seconds is
/// neither a span nor counted among the requests.
/// </summary>
internal sealed class MetricsServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Func<string> _scrape;
    private readonly KestrelServer _server;

    private MetricsServer(IPEndPoint endPoint, Func<string> scrape, ILoggerFactory loggers)
    {
        _scrape = scrape;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(endPoint);
        _server = new(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
    }

    /// <summary>Returns when it listens. Throws <see cref="SettingException"/> when it cannot.</summary>
    public static async Task<MetricsServer> StartAsync(IPEndPoint endPoint, Func<string> scrape, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var server = new MetricsServer(endPoint, scrape, loggers);
        try
        {
            await server._server.StartAsync(server, cancellationToken);
            return server;
        }
        catch (IOException exception)
        {
            server._server.Dispose();
            throw new SettingException($"Metrics:Port {endPoint.Port} cannot be listened on ({exception.Message}). Set it to a free port, or to 0 for none.", exception);
        }
    }

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (context.Request.Path != "/metrics")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET";
            return;
        }

        var text = Encoding.UTF8.GetBytes(_scrape());
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text);
    }

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing of ours is in it.
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
