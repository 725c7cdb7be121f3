using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;
using Sprout.Local.Cluster;
using Sprout.Local.Data;
using Sprout.Local.Proxy;

namespace Sprout.Local.Separate;

/// <summary>Each service in processes of its own, and before the gateways a proxy in this one.</summary>
public sealed class SeparateServices : ILocalServices
{
    private static readonly ServiceKind[] StopOrder = [ServiceKind.Gateway, ServiceKind.Captcha, ServiceKind.RateLimiter, ServiceKind.Lifecycle, ServiceKind.Provisioner];

    private readonly GatewayPool _gateways;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<ServiceSupervisor> _services = [];
    private readonly WebApplication _proxy;

    private SeparateServices(WebApplication proxy, GatewayPool gateways) => (_proxy, _gateways) = (proxy, gateways);

    /// <inheritdoc/>
    public Uri Url => new(_proxy.Urls.Single());

    /// <summary>Returns when all are ready. Throws <see cref="PortTakenException"/> or <see cref="ServiceStartException"/>, and then leaves nothing running.</summary>
    public static async Task<SeparateServices> StartAsync(
        int port, ServiceCounts counts, LocalSettings settings, LocalCluster cluster, DataFolder folder, Serilog.ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var gateways = new GatewayPool();
        var proxy = ProxyHost.Build(port, gateways, settings.VisitorKey, logger, settings.Web);
        await proxy.StartOnPortAsync(port, cancellationToken);
        var services = new SeparateServices(proxy, gateways);
        try
        {
            using var loggers = new SerilogLoggerFactory(logger);
            await services.StartAsync(counts.Instances(), new(settings, cluster), folder.Folder("services"), loggers.CreateLogger("Sprout.Local.Services"), time, cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the gateways first, while those that they ask still answer.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in StopOrder)
        {
            await Task.WhenAll(_services.Where(service => service.Instance.Kind == kind).Select(service => service.DisposeAsync().AsTask()));
            // Whatever was still streaming through it has just ended.
            if (kind == ServiceKind.Gateway)
                await _proxy.StopAsync(cancellationToken);
        }

        _services.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _proxy.DisposeAsync();
        _http.Dispose();
    }

    private async Task StartAsync(
        IReadOnlyList<ServiceInstance> instances, ServiceSettings settings, string folder, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var records = new ServiceRecords(folder);
        foreach (var instance in instances)
        {
            var gateways = instance.Kind == ServiceKind.Gateway ? _gateways : null;
            _services.Add(new(instance, settings, gateways, records, new(folder, instance), _http, time, logger));
        }

        await WhenAllAsync(_services.Select(service => service.Ready)).WaitAsync(cancellationToken);
    }

    // Unlike Task.WhenAll it does not wait for the others once one has failed.
    private static async Task WhenAllAsync(IEnumerable<Task> tasks)
    {
        await foreach (var task in Task.WhenEach(tasks))
            await task;
    }
}
