using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Serilog.Extensions.Logging;
using Sprout.Kubernetes;
using Sprout.Local.Cluster;
using Sprout.Local.Crashes;
using Sprout.Local.Data;
using Sprout.Local.RedisServers;

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
            or IOException or UnauthorizedAccessException or InvalidDataException)
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

        await output.WriteLineAsync($"Starting a private redis-server in {folder.Folder("redis")}");
        await using var redis = await RedisSupervisor.StartAsync(new(folder.Folder("redis")), time, loggers.CreateLogger("Sprout.Local.Redis"));
        await using var forced = signals.EndNow.Register(() => EndAtOnce(redis));

        await output.WriteLineAsync(options.UsesCluster ? "Connecting to the cluster" : "Starting a simulated cluster; --cluster uses a real one");
        await using var cluster = await LocalCluster.ConnectAsync(options, folder.Folder("simulator"), signals.Stop);
        var crashes = CrashPoints.FromEnvironment(environment, redis.Home);
        await using var app = LocalHost.Build(options.Port, keys, redis.ConnectionString, cluster, new(folder.Folder("data-protection")), crashes, logger);
        await StartAsync(app, options.Port, signals.Stop);

        var url = new Uri(app.Urls.Single());
        folder.Announce(url);
        await output.WriteLineAsync(Announcement.Of(url, keys, folder, cluster.Description));

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

        await app.StopAsync(signals.EndNow);
        if (redis.Watching.IsFaulted)
            await redis.Watching;
    }

    private static async Task StartAsync(WebApplication app, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new PortTakenException(port, exception);
        }
    }

    private static void EndAtOnce(RedisSupervisor redis)
    {
        redis.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(130);
    }
}
