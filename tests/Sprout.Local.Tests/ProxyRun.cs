using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Sprout.Local.Proxy;
using Sprout.Local.Web;

namespace Sprout.Local.Tests;

/// <summary>The proxy before gateways that are played.</summary>
public sealed class ProxyRun : IAsyncDisposable
{
    /// <summary>What it adds to a page's requests.</summary>
    public const string VisitorKey = "the-visitor-key";

    private readonly List<WebApplication> _apps = [];

    private ProxyRun(WebApplication proxy)
    {
        _apps.Add(proxy);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = new(proxy.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The gateways that the proxy knows.</summary>
    public GatewayPool Gateways { get; private init; } = null!;

    /// <summary>Calls the proxy.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it before as many gateways as there are handlers.</summary>
    public static Task<ProxyRun> StartAsync(params RequestDelegate[] handlers) => StartAsync(web: null, handlers);

    /// <summary>The same, with pages.</summary>
    public static async Task<ProxyRun> StartAsync(WebFiles? web, params RequestDelegate[] handlers)
    {
        var gateways = new GatewayPool();
        var proxy = ProxyHost.Build(0, gateways, VisitorKey, Logger.None, web);
        await proxy.StartAsync();
        var run = new ProxyRun(proxy) { Gateways = gateways };
        foreach (var handler in handlers)
            gateways.Add(await run.StartGatewayAsync(handler));
        return run;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    private async Task<Uri> StartGatewayAsync(RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        _apps.Add(app);
        return new(app.Urls.Single());
    }
}
