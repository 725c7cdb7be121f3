using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Topology;

internal sealed class RedisStreamsMessageConsumeTopology<TMessage>(RedisStreamsMessagePublishTopology<TMessage> publishTopology) : MessageConsumeTopology<TMessage>
    where TMessage : class
{
    public string Topic => publishTopology.Topic;

    public bool IsBindable => IsBindableMessageType;
}
