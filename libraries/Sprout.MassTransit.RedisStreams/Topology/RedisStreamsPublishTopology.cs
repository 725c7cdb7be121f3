using MassTransit;
using MassTransit.Metadata;
using MassTransit.Topology;

namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>The topics of all message types.</summary>
internal sealed class RedisStreamsPublishTopology(IMessageTopology messageTopology) : PublishTopology
{
    public RedisStreamsMessagePublishTopology<T> Of<T>()
        where T : class => (RedisStreamsMessagePublishTopology<T>)GetMessageTopology<T>();

    protected override IMessagePublishTopologyConfigurator CreateMessageTopology<T>()
    {
        var topology = new RedisStreamsMessagePublishTopology<T>(this, messageTopology.GetMessageTopology<T>());
        ImplementedMessageTypeCache<T>.EnumerateImplementedTypes(new Connector<T>(this, topology));
        OnMessageTopologyCreated(topology);
        return topology;
    }

    private sealed class Connector<TMessage>(RedisStreamsPublishTopology all, RedisStreamsMessagePublishTopology<TMessage> topology) : IImplementedMessageType
        where TMessage : class
    {
        // What is implemented indirectly comes with what is implemented directly.
        public void ImplementsMessageType<T>(bool direct)
            where T : class
        {
            if (direct)
                topology.AddImplemented(all.Of<T>());
        }
    }
}
