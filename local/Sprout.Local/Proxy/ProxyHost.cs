using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Sprout.Local.Web;

namespace Sprout.Local.Proxy;

/// <summary>The one address of separate gateways.</summary>
public static class ProxyHost
{
    /// <summary>Makes it, to be started; with the web UI, if there is one. The logger stays the caller's.</summary>
    public static WebApplication Build(int port, GatewayPool gateways, string visitorKey, Serilog.ILogger logger, WebFiles? web = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What is too large the gateway says.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.ClearProviders().AddSerilog(logger);
        var app = builder.Build();
        if (web is not null)
            app.UseMiddleware<WebPages>(web);
        app.UseMiddleware<VisitorKeyHeader>(visitorKey);
        RequestDelegate forward = new Forwarder(gateways).ForwardAsync;
        app.Run(forward);
        return app;
    }
}
