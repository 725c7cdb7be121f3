using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>Configures a receive endpoint: one queue, which is one stream with one consumer group.</summary>
public interface IRedisStreamsReceiveEndpointConfigurator : IReceiveEndpointConfigurator, IRedisStreamsQueueConfigurator
{
    /// <summary>
    /// Makes the queue temporary: it goes, with what waits in it, when its endpoint stops, and after this time when its process died.
    /// Null, the default but for temporary endpoints, keeps it for ever. At least 1 s.
    /// </summary>
    TimeSpan? AutoDeleteOnIdle { set; }

    /// <summary>Binds the queue to the topic of a message type, also when no consumer of it is on the endpoint.</summary>
    void Subscribe<T>()
        where T : class;

    /// <summary>Binds the queue to a topic by its name, such as <c>Sprout.Contracts:PodDeleted</c>.</summary>
    void Subscribe(string topic);
}
