using Serilog.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Local.Cluster;
using Sprout.Local.Crashes;
using Sprout.Local.Data;
using Sprout.Local.RedisServers;
using Sprout.Local.Separate;
using Sprout.Local.Web;

namespace Sprout.Local;

/// <summary><c>up</c>: starts Redis, the cluster and the services, in this order, and stops them in the other.</summary>
public sealed class UpCommand(Func<string, string?> environment, TimeProvider time, TextWriter output, TextWriter error)
{
    /// <summary>Runs until it is asked to stop: the exit code.</summary>
    public async Task<int> RunAsync(UpOptions options)
    {
        using var signals = new StopSignals();
        try
        {
            using var folder = DataFolder.Open(options.Data);
            if (options.Port != 0 && !RememberedPort.IsFree(options.Port))
                throw new PortTakenException(options.Port);
            await RunAsync(options, folder, signals);
            return 0;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return 0; // stopped while it started
        }
        catch (Exception exception) when (exception is DataFolderHeldException or PortTakenException or RedisSupervisorException or KubeConfigException or ClusterUnreachableException
            or ServiceStartException or SettingException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private async Task RunAsync(UpOptions options, DataFolder folder, StopSignals signals)
    {
        await using var logger = LocalLogging.Create(folder);
        using var loggers = new SerilogLoggerFactory(logger);
        var keys = LocalKeys.Load(folder, environment);
        var pepper = LocalPepper.Load(folder, environment);

        await new ServiceRecords(folder.Folder("services")).EndLeftoversAsync(time, loggers.CreateLogger("Sprout.Local.Services"), signals.Stop);
        await output.WriteLineAsync($"Starting a private redis-server in {folder.Folder("redis")}");
        await using var redis = await RedisSupervisor.StartAsync(new(folder.Folder("redis")), time, loggers.CreateLogger("Sprout.Local.Redis"));
        await using var forced = signals.EndNow.Register(() => EndAtOnce(redis));

        await output.WriteLineAsync(options.UsesCluster ? "Connecting to the cluster" : "Starting a simulated cluster; --cluster uses a real one");
        await using var cluster = await LocalCluster.ConnectAsync(options, folder.Folder("simulator"), signals.Stop);
        var settings = new LocalSettings(keys, pepper, redis.ConnectionString, cluster.UrlTemplate) { Web = WebFiles.Read(options.Web), Metrics = options.Metrics };
        if (options.Separate is not null)
            await output.WriteLineAsync($"Starting {options.Separate}");
        await using ILocalServices services = options.Separate is { } counts
            ? await SeparateServices.StartAsync(options.Port, counts, settings, cluster, folder, logger, time, signals.Stop)
            : await TogetherServices.StartAsync(options.Port, settings, cluster, CrashPoints.FromEnvironment(environment, redis.Home), logger, signals.Stop);

        folder.Announce(services.Url);
        await output.WriteLineAsync(Announcement.Of(services.Url, keys, folder, cluster.Description, MetricsOf(options)));

        await redis.Watching.WaitAsync(signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync("Stopping");
        try
        {
            folder.Announce(url: null);
        }
        catch (IOException exception)
        {
            // A full disk, or a folder that somebody removed: why it stops matters more.
            await error.WriteLineAsync($"The data folder cannot be written: {exception.Message}");
        }

        await services.StopAsync(signals.EndNow);
        if (redis.Watching.IsFaulted)
            await redis.Watching;
    }

    private static string? MetricsOf(UpOptions options) => options switch
    {
        { Metrics: 0 } => null,
        { Separate: { } counts } => string.Join(", ", counts.Instances().Select(service => $"{service.Name} at http://127.0.0.1:{options.Metrics + service.Index}/metrics")),
        _ => $"http://127.0.0.1:{options.Metrics}/metrics",
    };

    private static void EndAtOnce(RedisSupervisor redis)
    {
        redis.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(130);
    }
}
