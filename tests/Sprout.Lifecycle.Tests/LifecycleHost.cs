using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;
using Sprout.Hosting.Transports;
using Sprout.Kubernetes;
using Sprout.Lifecycle.Deadlines;
using Sprout.Lifecycle.Observer;
using Sprout.Lifecycle.StateMachines;
using Sprout.Lifecycle.Telemetry;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

/// <summary>The saga on a real Redis and MassTransit's in-memory transport; who would take the commands only listens.</summary>
internal sealed class LifecycleHost : IAsyncDisposable
{
    private readonly RedisServer _redis;
    private readonly ServiceProvider _services;

    private LifecycleHost(RedisServer redis, ServiceProvider services)
    {
        _redis = redis;
        _services = services;
    }

    public ITestHarness Harness => Get<ITestHarness>();

    public ContainerStore Containers => Get<ContainerStore>();

    public IDatabase Database => Get<IDatabase>();

    public ManualClock Clock => (ManualClock)Get<TimeProvider>();

    public IKubernetes Kubernetes => Get<IKubernetes>();

    public static Task<LifecycleHost> StartAsync(QuotaOptions? quota = null) => StartAsync(sandbox: null, quota);

    /// <summary>The same with the observer in front of a cluster, in the sandbox's namespace.</summary>
    public static async Task<LifecycleHost> StartAsync(Sandbox? sandbox, QuotaOptions? quota = null)
    {
        var redis = await RedisServer.StartAsync();
        var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        var collection = new ServiceCollection();
        // Given as an instance, so that the sandbox stays the one who disposes of it.
        collection.AddSingleton(sandbox?.Client ?? (IKubernetes)new FakeKubernetes());
        var services = collection
            .AddSingleton<IConnectionMultiplexer>(connection)
            .AddSingleton(connection.GetDatabase())
            .AddSingleton<TimeProvider>(new ManualClock(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            .AddSingleton(new LifecycleOptions())
            .AddSingleton(quota ?? new QuotaOptions())
            .AddSingleton(new ContainerUrl("http://{id}.example.test/"))
            .AddSingleton<ContainerEffects>()
            .AddSingleton<ContainerStore>()
            .AddSingleton<QuotaLeases>()
            .AddSingleton<DeadlineQueue>()
            .AddSingleton<KeeperPresence>()
            .AddSingleton<StepSender>()
            .AddSingleton<InstallationId>()
            .AddSingleton(new ObserverOptions { Identity = "first", WatchTimeout = TimeSpan.FromSeconds(60) })
            .AddSingleton(new Hosting.KubernetesOptions { Namespace = sandbox?.Namespace ?? "none" })
            .AddSingleton<ObserverMetrics>()
            .AddSingleton<PodCache>()
            .AddSingleton<ListDemand>()
            .AddSingleton<PodOwnership>()
            .AddSingleton<PodQueue>()
            .AddSingleton<LastLogLine>()
            .AddSingleton<CrashLogs>()
            .AddSingleton<PodTeller>()
            .AddSingleton<PodTellers>()
            .AddSingleton<PodPresence>()
            .AddSingleton<ClusterSweep>()
            .AddSingleton<PodObserver>()
            .AddSingleton<SettledMessages>()
            .AddSingleton<SentMessages>()
            .AddLogging()
            .AddMassTransitTestHarness(bus =>
            {
                bus.SetKebabCaseEndpointNameFormatter();
                bus.AddDelayedMessageScheduler();
                bus.AddPublishObserver(provider => provider.GetRequiredService<SentMessages>());
                bus.AddSendObserver(provider => provider.GetRequiredService<SentMessages>());
                bus.AddReceiveObserver(provider => provider.GetRequiredService<SettledMessages>());
                bus.AddLifecycleBus();
                bus.AddHandler<ProvisionPod>().Endpoint(e => e.Name = Queues.ProvisionPod);
                bus.AddHandler<DeletePod>().Endpoint(e => e.Name = Queues.DeletePod);
                bus.UsingInMemory((context, transport) =>
                {
                    transport.UseDelayedMessageScheduler();
                    transport.ConfigureEndpoints(context);
                });
            })
            .BuildServiceProvider(validateScopes: true);
        var host = new LifecycleHost(redis, services);
        // How long a wait for a message may take before it counts as missing; a busy machine is slow.
        host.Harness.TestInactivityTimeout = host.Harness.TestTimeout = TimeSpan.FromSeconds(30);
        await host.Harness.Start();
        return host;
    }

    /// <summary>A keeper of its own, as each process has; on a transport whose messages outlive the process, or not.</summary>
    public DeadlineKeeper Keeper(bool messagesOutlive = false) =>
        Create<DeadlineKeeper>(new MessageGuarantees(OutliveProcess: messagesOutlive, AreStoredWithSaga: false, CanWait: true));

    /// <summary>Another instance than the one that all share.</summary>
    public T Create<T>(params object[] parameters) => ActivatorUtilities.CreateInstance<T>(_services, parameters);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What the observer remembers: these pods of this installation.</summary>
    public async Task<PodCache> CacheAsync(params ObservedPod[] pods)
    {
        Get<PodCache>().Fill(pods, await Get<InstallationId>().GetAsync());
        return Get<PodCache>();
    }

    /// <summary>Publishes, and returns once the saga has settled the message and everything that it sent is out.</summary>
    public async Task PublishAsync<T>(T message)
        where T : class
    {
        var id = NewId.NextGuid();
        await Harness.Bus.Publish(message, context => context.MessageId = id);
        await Get<SettledMessages>().WaitAsync(id);
    }

    /// <summary>The answer: <see cref="ContainerAccepted"/> or <see cref="ContainerRefused"/>. Returns once the saga has settled the request: it answers before that.</summary>
    public async Task<object> AskAsync<T>(T request)
        where T : class
    {
        var client = Harness.Bus.CreateRequestClient<T>(timeout: RequestTimeout.After(s: 20));
        var id = NewId.NextGuid();
        var response = await client.GetResponse<ContainerAccepted, ContainerRefused>(request, pipe => pipe.UseExecute(context => context.MessageId = id));
        await Get<SettledMessages>().WaitAsync(id);
        return response.Message;
    }

    /// <summary>How often this was sent for the container so far.</summary>
    public int Sent<T>(Func<T, bool> which)
        where T : class => Get<SentMessages>().Count(which);

    /// <summary>How long each of these may wait to be read; null for ever.</summary>
    public IReadOnlyList<TimeSpan?> TimesToLive<T>(Func<T, bool> which)
        where T : class => Get<SentMessages>().TimesToLive(which);

    /// <summary>How often it was said that the container has timed out.</summary>
    public int TimedOut(Guid id) => Get<SentMessages>().Count<ProvisioningTimedOut>(message => message.ContainerId == id);

    public async Task<ContainerDocument> DocumentAsync(Guid id) =>
        (await Containers.FindAsync(id)).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
