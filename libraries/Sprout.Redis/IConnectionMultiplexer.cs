namespace Sprout.Redis;

/// <summary>The connections to one Redis: one shared and pipelined for commands, and one for each reader that blocks.</summary>
public interface IConnectionMultiplexer : IAsyncDisposable
{
    /// <summary>Where it connects to, and how.</summary>
    ConfigurationOptions Options { get; }

    /// <summary>Whether the shared connection is up right now.</summary>
    bool IsConnected { get; }

    /// <summary>How many commands were written and how many flushes carried them, since the start.</summary>
    ConnectionCounters Counters { get; }

    /// <summary>Commands on the shared connection.</summary>
    IDatabase GetDatabase();

    /// <summary>Opens a connection of its own for reads that block. It reconnects by itself; dispose it to end a read that waits.</summary>
    ValueTask<IBlockingConnection> OpenBlockingConnectionAsync(CancellationToken cancellationToken = default);
}
