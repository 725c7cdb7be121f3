using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Sprout.Gateway;
using Sprout.Hosting;
using Sprout.Lifecycle;
using Sprout.Local.Cluster;
using Sprout.Local.Crashes;
using Sprout.Local.Data;
using Sprout.Provisioner;

namespace Sprout.Local;

/// <summary>Every service in one process, on one bus.</summary>
public static class LocalHost
{
    /// <summary>Puts them together. The logger stays the caller's.</summary>
    public static WebApplication Build(int port, LocalKeys keys, string redis, LocalCluster cluster, DirectoryInfo secrets, CrashPoints? crashes, Serilog.ILogger logger)
    {
        // What lies in the current folder is none of our business.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Settings(keys, redis, cluster));
        // On one's own machine any image may run, so that the failing ones can be tried too; Images__Allowed says otherwise.
        if (!builder.Configuration.GetSection("Images:Allowed").Exists())
            builder.Configuration["Images:Allowed"] = "*";
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(crashes is null
            ? cluster.Configuration
            : cluster.Configuration with { WrapHandler = inner => new ClusterCrashPoints(crashes, inner) });

        // By default it would leave its keys in the home folder.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(secrets);

        builder.AddSproutHosting();
        builder.Logging.ClearProviders().AddSerilog(logger);
        builder.AddGateway();
        builder.AddLifecycle();
        builder.AddProvisioner();
        builder.AddSproutBus(GatewayService.AddGatewayBus, LifecycleService.AddLifecycleBus, ProvisionerService.AddProvisionerBus);
        if (crashes is not null)
            AddMessagePoints(builder.Services, crashes);

        var app = builder.Build();
        if (crashes is not null)
            app.UseMiddleware<HttpCrashPoints>(crashes);
        app.MapGateway();
        return app;
    }

    private static Dictionary<string, string?> Settings(LocalKeys keys, string redis, LocalCluster cluster) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Redis:ConnectionString"] = redis,
        ["Kubernetes:CreateNamespace"] = "true",
        ["Ingress:UrlTemplate"] = cluster.UrlTemplate,
        // The next `up` is the same observer, and need not wait for the lease of one that was killed.
        ["Lifecycle:Observer:Identity"] = "sprout-local",
        ["ApiKeys:0:Name"] = "service",
        ["ApiKeys:0:Key"] = keys.Service,
        ["ApiKeys:0:Scope"] = "Service",
        ["ApiKeys:1:Name"] = "visitor",
        ["ApiKeys:1:Key"] = keys.Visitor,
        ["ApiKeys:1:Scope"] = "Visitor",
    };

    private static void AddMessagePoints(IServiceCollection services, CrashPoints crashes)
    {
        var points = new MessageCrashPoints(crashes);
        services.AddConsumeObserver(_ => points);
        services.AddSendObserver(_ => points);
        services.AddPublishObserver(_ => points);
    }
}
