using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Topology;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>The topics of a message type. What other transports build as bindings between exchanges is flattened here, by who publishes.</summary>
internal sealed class RedisStreamsMessagePublishTopology<TMessage> : MessagePublishTopology<TMessage>, IRedisStreamsMessagePublishTopology
    where TMessage : class
{
    private readonly List<IRedisStreamsMessagePublishTopology> _implemented = [];
    private readonly Lazy<Destination> _destination;

    public RedisStreamsMessagePublishTopology(IPublishTopology publishTopology, IMessageTopology<TMessage> messageTopology)
        : base(publishTopology)
    {
        Topic = messageTopology.EntityName;
        _destination = new(() =>
        {
            var topics = new SortedSet<string>(StringComparer.Ordinal);
            CollectTopics(topics);
            return new(DestinationKind.Topics, [.. topics]);
        });
    }

    public string Topic { get; }

    /// <summary>All topics, each once.</summary>
    public Destination Destination => _destination.Value;

    public void CollectTopics(ISet<string> topics)
    {
        if (Exclude)
            return;
        topics.Add(Topic);
        foreach (var implemented in _implemented)
            implemented.CollectTopics(topics);
    }

    public override bool TryGetPublishAddress(Uri baseAddress, [NotNullWhen(true)] out Uri? publishAddress)
    {
        publishAddress = new RedisStreamsEndpointAddress(baseAddress, Topic, isTopic: true);
        return true;
    }

    public void AddImplemented(IRedisStreamsMessagePublishTopology implemented) => _implemented.Add(implemented);
}
