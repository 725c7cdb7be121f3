using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Provisioner.Consumers;
using Sprout.Provisioner.Logs;
using Sprout.Provisioner.Manifests;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

/// <summary>The provisioner's consumers in front of a cluster, in a namespace of their own.</summary>
internal sealed class ProvisionerHost : IAsyncDisposable
{
    private readonly RedisServer _redis;
    private readonly ServiceProvider _services;

    private ProvisionerHost(RedisServer redis, ServiceProvider services, Sandbox sandbox)
    {
        _redis = redis;
        _services = services;
        Sandbox = sandbox;
    }

    public Sandbox Sandbox { get; }

    public IKubernetes Kubernetes => Sandbox.Client;

    public ContainerObjects Objects => _services.GetRequiredService<ContainerObjects>();

    public IBus Bus => _services.GetRequiredService<IBus>();

    public ContainerLogStore Logs => _services.GetRequiredService<ContainerLogStore>();

    public IDatabase Database => _services.GetRequiredService<IDatabase>();

    public News<PodProvisioningFailed> Failures => _services.GetRequiredService<News<PodProvisioningFailed>>();

    public News<PodProgressed> Obstacles => _services.GetRequiredService<News<PodProgressed>>();

    public News<PodDeleted> Deletions => _services.GetRequiredService<News<PodDeleted>>();

    public News<PodApplied> Applications => _services.GetRequiredService<News<PodApplied>>();

    /// <summary>What ended as a dead letter.</summary>
    public IReadOnlyCollection<string> Faults => _services.GetRequiredService<SettledCommands>().Faults;

    public static async Task<ProvisionerHost> StartAsync(string cluster, ApiInterference? interference = null, WorkloadOptions? workload = null)
    {
        var redis = await RedisServer.StartAsync();
        var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.WaitUntilPodsAreAdmittedAsync();
        var services = new ServiceCollection()
            .AddSingleton<IConnectionMultiplexer>(connection)
            .AddSingleton(connection.GetDatabase())
            .AddSingleton<InstallationId>()
            .AddSingleton<IKubernetes>(_ => new KubernetesClient(Through(cluster, interference)))
            .AddSingleton(new Hosting.KubernetesOptions { Namespace = sandbox.Namespace })
            .AddSingleton(workload ?? new WorkloadOptions())
            .AddSingleton(new IngressOptions())
            .AddSingleton<ContainerObjects>()
            .AddSingleton<ClusterTrouble>()
            .AddSingleton<ContainerStore>()
            .AddSingleton<ContainerLogStore>()
            .AddSingleton<LogCapture>()
            .AddSingleton<News<PodProvisioningFailed>>()
            .AddSingleton<News<PodProgressed>>()
            .AddSingleton<News<PodDeleted>>()
            .AddSingleton<News<PodApplied>>()
            .AddSingleton<SettledCommands>()
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.SetKebabCaseEndpointNameFormatter();
                bus.AddDelayedMessageScheduler();
                bus.AddReceiveObserver(provider => provider.GetRequiredService<SettledCommands>());
                bus.AddProvisionerBus();
                bus.AddHandler((PodProvisioningFailed message, News<PodProvisioningFailed> news) => news.AddAsync(message));
                bus.AddHandler((PodApplied message, News<PodApplied> news) => news.AddAsync(message));
                bus.AddHandler((PodProgressed message, News<PodProgressed> news) => news.AddAsync(message));
                bus.AddHandler((PodDeleted message, News<PodDeleted> news) => news.AddAsync(message));
                bus.UsingInMemory((context, transport) =>
                {
                    transport.UseDelayedMessageScheduler();
                    transport.ConfigureEndpoints(context);
                });
            })
            .BuildServiceProvider(validateScopes: true);
        await services.GetRequiredService<IBusControl>().StartAsync();
        return new(redis, services, sandbox);
    }

    private static KubernetesClientConfiguration Through(string cluster, ApiInterference? interference) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(TestClusters.Named(cluster).KubeconfigPath) with { WrapHandler = interference is null ? null : interference.Wrap };

    /// <summary>One of what is made anew for each use.</summary>
    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    public async Task SendAsync<T>(string queue, T command)
        where T : class => await (await Bus.GetSendEndpoint(new($"queue:{queue}"))).Send(command);

    /// <summary>Sends, and returns once it is settled.</summary>
    public async Task ConsumeAsync<T>(string queue, T command)
        where T : class
    {
        var id = NewId.NextGuid();
        await (await Bus.GetSendEndpoint(new($"queue:{queue}"))).Send(command, context => context.MessageId = id);
        await _services.GetRequiredService<SettledCommands>().WaitAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<IBusControl>().StopAsync();
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
