using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>Configures a bus on Redis Streams.</summary>
public interface IRedisStreamsBusFactoryConfigurator : IBusFactoryConfigurator<IRedisStreamsReceiveEndpointConfigurator>, IRedisStreamsQueueConfigurator
{
    /// <summary>
    /// Connects to a Redis of its own. Takes <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS, or
    /// <c>host:port,option=value</c> as StackExchange.Redis has it. Throws <see cref="ArgumentException"/> for anything else.
    /// </summary>
    void Host(string configuration, Action<IRedisStreamsHostConfigurator>? configure = null);

    /// <summary>Uses a connection that others use too; it is not closed with the bus. Sagas stored over the same one commit their messages with them.</summary>
    void Host(IConnectionMultiplexer connection, Action<IRedisStreamsHostConfigurator>? configure = null);
}
