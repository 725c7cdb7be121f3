using Microsoft.AspNetCore.Builder;
using Sprout.Hosting;
using Sprout.Local.Cluster;
using Sprout.Local.Crashes;

namespace Sprout.Local;

/// <summary>All services in this process.</summary>
public sealed class TogetherServices : ILocalServices
{
    private readonly WebApplication _app;

    private TogetherServices(WebApplication app) => _app = app;

    /// <inheritdoc/>
    public Uri Url => new(_app.Urls.Single());

    /// <summary>Returns when they are ready. Throws <see cref="PortTakenException"/> and <see cref="SettingException"/>.</summary>
    public static async Task<TogetherServices> StartAsync(
        int port, LocalSettings settings, LocalCluster cluster, CrashPoints? crashes, Serilog.ILogger logger, CancellationToken cancellationToken)
    {
        var app = SettingException.Guard(() => LocalHost.Build(port, settings, cluster, crashes, logger));
        await app.StartOnPortAsync(port, cancellationToken);
        return new(app);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
