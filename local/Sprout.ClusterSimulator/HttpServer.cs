using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Control;
using Sprout.ClusterSimulator.Pods;

namespace Sprout.ClusterSimulator;

/// <summary>Kestrel on 127.0.0.1, plain HTTP: pods' pages below /c/, the API everywhere else.</summary>
internal static class HttpServer
{
    public static WebApplication Create(ClusterSimulatorOptions options, SimulatedCluster cluster)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MinResponseDataRate = null; // a watch may be quiet, and its reader slow
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        if (options.LoggerFactory is { } loggers)
        {
            builder.Services.AddSingleton(loggers);
        }

        var server = builder.Build();
        server.Run(context => ServeAsync(context, cluster));
        return server;
    }

    /// <summary>Throws <see cref="IOException"/> with the port when it is taken.</summary>
    public static async Task<Uri> StartAsync(WebApplication server, int port, CancellationToken cancelled)
    {
        try
        {
            await server.StartAsync(cancelled);
        }
        catch (IOException exception)
        {
            throw new IOException($"Port {port} on 127.0.0.1 is taken: {exception.Message}", exception);
        }

        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Uri(addresses.First());
    }

    private static async Task ServeAsync(HttpContext context, SimulatedCluster cluster)
    {
        try
        {
            var path = context.Request.Path.Value ?? "";
            await (PodPages.IdOf(path) is { } id ? cluster.Pages.ServeAsync(context, id)
                : ControlEndpoint.Takes(path) ? cluster.Control.ServeAsync(context)
                : cluster.Api.ServeAsync(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client has left; there is nobody to answer
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            cluster.Logger.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await ((Answer)new Status(500, "InternalError", $"Internal error occurred: {exception.Message}")).SendAsync(context);
        }
    }
}
