using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Sprout.Captcha;
using Sprout.Gateway;
using Sprout.Hosting;
using Sprout.Lifecycle;
using Sprout.Local.Cluster;
using Sprout.Local.Crashes;
using Sprout.Local.Web;
using Sprout.Provisioner;
using Sprout.RateLimiter;

namespace Sprout.Local;

/// <summary>Every service in one process, on one bus.</summary>
public static class LocalHost
{
    /// <summary>Puts them together. The logger stays the caller's.</summary>
    public static WebApplication Build(int port, LocalSettings settings, LocalCluster cluster, CrashPoints? crashes, Serilog.ILogger logger)
    {
        // What lies in the current folder is none of our business.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection([.. settings.ForAll(), .. settings.ForMetrics(), .. settings.ForGateway(), .. settings.ForLifecycle(observer: "sprout-local"), .. LocalSettings.ForProvisioner()]);
        // On one's own machine any image may run, so that the failing ones can be tried too; Images__Allowed says otherwise.
        if (!builder.Configuration.GetSection("Images:Allowed").Exists())
            builder.Configuration["Images:Allowed"] = "*";
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(crashes is null
            ? cluster.Configuration
            : cluster.Configuration with { WrapHandler = inner => new ClusterCrashPoints(crashes, inner) });

        builder.AddSproutHosting();
        builder.Logging.ClearProviders().AddSerilog(logger);
        builder.AddSproutBus(
            GatewayService.AddGatewayBus,
            LifecycleService.AddLifecycleBus,
            ProvisionerService.AddProvisionerBus,
            CaptchaService.AddCaptchaBus,
            RateLimiterService.AddRateLimiterBus);
        builder.AddGateway();
        builder.AddLifecycle();
        builder.AddProvisioner();
        builder.AddCaptcha();
        builder.AddRateLimiter();
        if (crashes is not null)
            AddMessagePoints(builder.Services, crashes);

        var app = builder.Build();
        if (crashes is not null)
            app.UseMiddleware<HttpCrashPoints>(crashes);
        if (settings.Web is not null)
            app.UseMiddleware<WebPages>(settings.Web);
        app.UseMiddleware<VisitorKeyHeader>(settings.VisitorKey);
        app.MapGateway();
        return app;
    }

    private static void AddMessagePoints(IServiceCollection services, CrashPoints crashes)
    {
        var points = new MessageCrashPoints(crashes);
        services.AddConsumeObserver(_ => points);
        services.AddSendObserver(_ => points);
        services.AddPublishObserver(_ => points);
    }
}
