using System.Globalization;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>A redis-server of its own for each test, somebody who looks into it, and the buses that the test starts.</summary>
public abstract class TransportTest(params string[] serverArguments) : IAsyncLifetime
{
    /// <summary>What every key begins with.</summary>
    protected const string Prefix = "{masstransit}:";

    private readonly List<IAsyncDisposable> _started = [];

    /// <summary>How long a publish waits for queues to be bound on an empty server. The default suits outages that are longer than those here.</summary>
    protected static TimeSpan ShortGrace { get; } = TimeSpan.FromSeconds(1);

    /// <summary>So long a test may wait for one thing on a busy machine.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The server.</summary>
    protected RedisServer Server { get; private set; } = null!;

    /// <summary>A connection beside those of the buses, that goes on trying.</summary>
    protected IConnectionMultiplexer Admin { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await RedisServer.StartAsync(extraArguments: serverArguments);
        Admin = await ConnectionMultiplexer.ConnectAsync(Server.ConfigurationString + ",name=admin,abortConnect=false");
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
            await started.DisposeAsync();
        await Admin.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks Redis.</summary>
    protected ValueTask<RedisResult> DoAsync(string command, params RedisValue[] arguments) => Admin.GetDatabase().ExecuteAsync(command, arguments);

    /// <summary>Asks Redis for a number.</summary>
    protected async Task<long> NumberAsync(string command, params RedisValue[] arguments) => (long)await DoAsync(command, arguments);

    /// <summary>The key of a queue.</summary>
    protected static string Queue(string name) => $"{Prefix}queue:{name}";

    /// <summary>The key of a topic.</summary>
    protected static string Topic<T>() => $"{Prefix}topology:{MessageUrn.ForTypeString<T>()["urn:message:".Length..]}";

    /// <summary>Waits until there is nothing in a queue, neither waiting nor in flight.</summary>
    protected Task UntilEmptyAsync(string queue) => Eventually.HoldsAsync($"nothing in {queue}", async () => await NumberAsync("XLEN", Queue(queue)) == 0, Patience);

    /// <summary>A property of the queue's group, or null when Redis has none to say.</summary>
    protected async Task<long?> GroupAsync(string queue, string property)
    {
        var group = (await DoAsync("XINFO", "GROUPS", Queue(queue)))[0];
        var at = Array.FindIndex(group.Items, item => item.Type != RedisResultType.Array && !item.IsNull && (string?)item == property);
        return group[at + 1].IsNull ? null : (long)group[at + 1];
    }

    /// <summary>What Redis says of itself under this name.</summary>
    protected async Task<long> InfoAsync(string name)
    {
        var line = ((string?)await DoAsync("INFO", "all"))!.Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>How often Redis has run a command, scripts' own calls included.</summary>
    protected async Task<long> CallsAsync(string command)
    {
        var line = ((string?)await DoAsync("INFO", "commandstats"))!.Split("\r\n").FirstOrDefault(line => line.StartsWith($"cmdstat_{command}:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split('=', ',')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Sees to it that something ends with the test.</summary>
    protected T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }

    /// <summary>A bus that has not been started.</summary>
    /// <param name="configure">Its endpoints.</param>
    /// <param name="host">Where they differ from the defaults, the settings of its host.</param>
    /// <param name="port">Of a proxy; null is the server's own.</param>
    protected TestBus MakeBus(Action<IRedisStreamsBusFactoryConfigurator> configure, Action<IRedisStreamsHostConfigurator>? host = null, int? port = null) =>
        Keep(new TestBus(Bus.Factory.CreateUsingRedisStreams(bus =>
        {
            bus.Host($"redis://127.0.0.1:{port ?? Server.Port}", settings =>
            {
                settings.RecoveryGrace = ShortGrace;
                host?.Invoke(settings);
            });
            configure(bus);
        })));

    /// <summary>A bus that has started.</summary>
    protected async Task<TestBus> StartBusAsync(Action<IRedisStreamsBusFactoryConfigurator> configure, Action<IRedisStreamsHostConfigurator>? host = null, int? port = null)
    {
        var bus = MakeBus(configure, host, port);
        await bus.Control.StartAsync().WaitAsync(Patience);
        return bus;
    }

    /// <summary>A bus that only sends.</summary>
    protected Task<TestBus> StartPublisherAsync(Action<IRedisStreamsHostConfigurator>? host = null, int? port = null) => StartBusAsync(_ => { }, host, port);

    /// <summary>A bus with one queue, whose parcels go to the inbox.</summary>
    protected Task<TestBus> StartConsumerAsync(
        string queue, Inbox inbox, Action<IRedisStreamsReceiveEndpointConfigurator>? configure = null, Action<IRedisStreamsHostConfigurator>? host = null, int? port = null) =>
        StartConsumerAsync(queue, inbox.HandleAsync, configure, host, port);

    /// <summary>A bus with one queue.</summary>
    protected Task<TestBus> StartConsumerAsync(
        string queue,
        MessageHandler<Parcel> handler,
        Action<IRedisStreamsReceiveEndpointConfigurator>? configure = null,
        Action<IRedisStreamsHostConfigurator>? host = null,
        int? port = null) =>
        StartBusAsync(
            bus => bus.ReceiveEndpoint(queue, endpoint =>
            {
                configure?.Invoke(endpoint);
                endpoint.Handler(handler);
            }),
            host,
            port);
}
