using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>One spec on one transport: names of its own at the shared broker, and the buses that it starts, which end with it.</summary>
public sealed class Scene : IAsyncDisposable
{
    /// <summary>How long what should happen may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Transport _transport;
    private readonly Place _place;
    private readonly SceneLog _log = new(TestContext.Current.TestOutputHelper);
    private readonly List<SceneBus> _buses = [];
    private readonly List<ServiceProvider> _harnesses = [];

    private Scene(Transport transport, Place place, TcpGate? gate)
    {
        _transport = transport;
        _place = place;
        Gate = gate;
    }

    /// <summary>The way to the broker, where it was asked for.</summary>
    public TcpGate? Gate { get; }

    /// <param name="transport">The transport's name.</param>
    /// <param name="gated">Whether the way to the broker can be shut.</param>
    public static async Task<Scene> OnAsync(string transport, bool gated = false)
    {
        var chosen = AllTransports.Named(transport);
        var port = await chosen.StartAsync();
        var gate = gated ? TcpGate.To(port) : null;
        return new(chosen, new Place($"s{Guid.NewGuid().ToString("n")[..10]}-", gate?.Port ?? port), gate);
    }

    /// <summary>A queue's name in this scene.</summary>
    public string Queue(string name) => _place.Prefix + name;

    /// <summary>The same as an address.</summary>
    public Uri Address(string name) => new($"queue:{Queue(name)}");

    /// <summary>The address of the topic to which the bus publishes messages of the type.</summary>
    public Uri Topic<T>(SceneBus bus)
        where T : class => Topic(bus.Control.Topology.Message<T>().EntityName);

    /// <summary>The address of a topic.</summary>
    public Uri Topic(string name) => new($"{_transport.TopicScheme}:{name}");

    public Inbox<T> Inbox<T>(string name)
        where T : class => new(Queue(name));

    public Task<bool> HasQueueAsync(string queue) => _transport.HasQueueAsync(_place, queue);

    /// <summary>A bus that has not been started.</summary>
    public SceneBus Bus(Action<IBusRegistrationContext, IBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? parts = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Warning));
        collection.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            options.WaitUntilStarted = true;
            options.StartTimeout = options.StopTimeout = Patience;
        });
        services?.Invoke(collection);
        collection.AddMassTransit(bus =>
        {
            parts?.Invoke(bus);
            Use(bus, configure);
        });
        var made = new SceneBus(collection.BuildServiceProvider(validateScopes: true));
        _buses.Add(made);
        return made;
    }

    /// <summary>A bus that runs.</summary>
    public async Task<SceneBus> StartAsync(Action<IBusRegistrationContext, IBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? parts = null, Action<IServiceCollection>? services = null)
    {
        var bus = Bus(configure, parts, services);
        await bus.StartAsync();
        return bus;
    }

    /// <summary>A bus that runs.</summary>
    public Task<SceneBus> StartAsync(Action<IBusFactoryConfigurator>? configure = null, Action<IBusRegistrationConfigurator>? parts = null, Action<IServiceCollection>? services = null) =>
        StartAsync((_, bus) => configure?.Invoke(bus), parts, services);

    /// <summary>MassTransit's own harness on a bus that runs; it ends with the scene.</summary>
    public async Task<ITestHarness> StartHarnessAsync(Action<IBusRegistrationConfigurator> parts)
    {
        var services = new ServiceCollection()
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                parts(bus);
                Use(bus, (_, _) => { });
            })
            .BuildServiceProvider(validateScopes: true);
        _harnesses.Add(services);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        return harness;
    }

    public async ValueTask DisposeAsync()
    {
        Gate?.Open();
        foreach (var bus in Enumerable.Reverse(_buses))
            await bus.DisposeAsync();
        foreach (var harness in _harnesses)
            await harness.DisposeAsync();
        _log.Close();
        if (Gate is not null)
            await Gate.DisposeAsync();
    }

    /// <summary>Makes the bus one of this scene; for those that the scene does not start itself.</summary>
    public void Use(IBusRegistrationConfigurator bus, Action<IBusRegistrationContext, IBusFactoryConfigurator> configure)
    {
        bus.DisableUsageTelemetry();
        // Unless the spec has set another.
        bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(_place.Prefix, includeNamespace: false));
        _transport.Use(bus, _place, configure);
    }
}
