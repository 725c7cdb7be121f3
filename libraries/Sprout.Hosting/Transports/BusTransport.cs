namespace Sprout.Hosting.Transports;

/// <summary>What carries the messages.</summary>
public enum BusTransport
{
    /// <summary>Redis, which holds the state too.</summary>
    RedisStreams,

    /// <summary>A RabbitMQ that is there already.</summary>
    RabbitMq,

    /// <summary>Nothing: they stay in this process, and die with it.</summary>
    InMemory,
}
