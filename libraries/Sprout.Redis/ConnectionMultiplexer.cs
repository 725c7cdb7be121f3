using Sprout.Redis.Connections;

namespace Sprout.Redis;

/// <summary>The connections to one Redis. Make one per process and share it; dispose it last, and blocking connections before it.</summary>
public sealed class ConnectionMultiplexer : IConnectionMultiplexer
{
    private readonly ConfigurationOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ServerConnector _connector;
    private readonly SharedConnection _shared;
    private readonly RedisDatabase _database;

    private ConnectionMultiplexer(ConfigurationOptions options, TimeProvider time, Random random)
    {
        _options = options;
        _time = time;
        _random = random;
        _connector = new(options, time);
        _shared = new(_connector, options, time, random)
        {
            Failed = exception => ConnectionFailed?.Invoke(this, new(exception)),
            Restored = () => ConnectionRestored?.Invoke(this, EventArgs.Empty),
        };
        _database = new(_shared);
    }

    /// <summary>The shared connection broke, or another attempt to make it failed. Handlers run between attempts and should be short.</summary>
    public event EventHandler<ConnectionFailedEventArgs>? ConnectionFailed;

    /// <summary>The shared connection is there again, or for the first time after a failure.</summary>
    public event EventHandler? ConnectionRestored;

    /// <inheritdoc/>
    public ConfigurationOptions Options => _options;

    /// <inheritdoc/>
    public bool IsConnected => _shared.IsConnected;

    /// <inheritdoc/>
    public ConnectionCounters Counters => _shared.Counters;

    /// <summary>Connects as <see cref="ConfigurationOptions.Parse"/> understands it. See the other overload.</summary>
    public static ValueTask<ConnectionMultiplexer> ConnectAsync(string configuration, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(ConfigurationOptions.Parse(configuration), timeProvider, random: null, cancellationToken);

    /// <summary>
    /// Connects and returns. Throws <see cref="RedisConnectionException"/> when the first attempt fails, unless
    /// <see cref="ConfigurationOptions.AbortOnConnectFail"/> is off: then it returns all the same and goes on trying.
    /// </summary>
    /// <param name="options">Where, and how.</param>
    /// <param name="timeProvider">The clock of all time-outs and waits; null is the system's.</param>
    /// <param name="random">What spreads the attempts to reconnect; it must be safe for several threads. Null is the shared one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async ValueTask<ConnectionMultiplexer> ConnectAsync(
        ConfigurationOptions options, TimeProvider? timeProvider = null, Random? random = null, CancellationToken cancellationToken = default)
    {
        var multiplexer = new ConnectionMultiplexer(options, timeProvider ?? TimeProvider.System, random ?? Random.Shared);
        try
        {
            multiplexer._shared.Start(await multiplexer._connector.ConnectAsync(isForBlocking: false, cancellationToken), failure: null);
        }
        catch (RedisConnectionException exception) when (!options.AbortOnConnectFail)
        {
            multiplexer._shared.Start(first: null, exception);
        }

        return multiplexer;
    }

    /// <inheritdoc/>
    public IDatabase GetDatabase() => _database;

    /// <inheritdoc/>
    public async ValueTask<IBlockingConnection> OpenBlockingConnectionAsync(CancellationToken cancellationToken = default) =>
        new BlockingConnection(_connector, _database, _options, _time, _random, await _connector.ConnectAsync(isForBlocking: true, cancellationToken));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _shared.DisposeAsync();
}
