using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The names of all keys of the transport.</summary>
internal sealed class TransportKeys(string prefix)
{
    public string Prefix => prefix;

    /// <summary>A random id that says that Redis still has what was declared.</summary>
    public RedisKey Epoch => prefix + "epoch";

    /// <summary>The ids of delayed messages by the time they are due.</summary>
    public RedisKey Delayed => prefix + "delayed";

    /// <summary>A message that waits to be due.</summary>
    public RedisKey DelayedMessage(Guid id) => prefix + "delayed:" + id.ToString("D");

    /// <summary>The stream of a queue.</summary>
    public RedisKey Queue(string name) => prefix + "queue:" + name;

    /// <summary>What the stream of every queue begins with.</summary>
    public RedisValue QueuePrefix { get; } = prefix + "queue:";

    /// <summary>The set of the queues that are bound to a topic.</summary>
    public RedisKey Topic(string name) => prefix + "topology:" + name;

    /// <summary>How a queue is named in the set of a topic: a temporary one so that it can be told from one that must not be lost.</summary>
    public static string Binding(string queueName, bool isTemporary) => isTemporary ? "~" + queueName : queueName;
}
