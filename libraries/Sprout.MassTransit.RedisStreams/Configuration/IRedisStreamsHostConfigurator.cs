namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>Configures what all endpoints of a bus share.</summary>
public interface IRedisStreamsHostConfigurator
{
    /// <summary>
    /// What every key begins with. The braces let all of them live on one node, so that scripts may touch several. Buses with different prefixes
    /// do not see each other. Default: <c>{masstransit}:</c>.
    /// </summary>
    string KeyPrefix { set; }

    /// <summary>How long a publish or send tries while Redis is away, out of memory or failing over; then it throws what Redis said. Default: 30 s.</summary>
    TimeSpan SendTimeout { set; }

    /// <summary>
    /// How long a publish waits after Redis has lost its data, so that the endpoints of all processes can bind their queues again; and for how long after
    /// Redis' first data, or the loss, one that nobody is bound to waits for somebody. Default: 6 s, the longest wait of a client that
    /// reconnects and a moment.
    /// </summary>
    TimeSpan RecoveryGrace { set; }

    /// <summary>The clock of all waits.</summary>
    TimeProvider TimeProvider { set; }

    /// <summary>What spreads waits, so that many processes do not come in step. It must be safe for several threads. Null, the default, is the shared one.</summary>
    Random? Random { set; }
}
