using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>The topics that one queue is bound to.</summary>
internal sealed class RedisStreamsConsumeTopology(RedisStreamsPublishTopology publishTopology) : ConsumeTopology(maxQueueNameLength: 255)
{
    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Topics => [.. _topics];

    public void Subscribe(string topic) => _topics.Add(topic);

    public void Subscribe<T>()
        where T : class
    {
        var topology = Of<T>();
        if (!topology.IsBindable)
            throw new ConfigurationException($"{TypeCache<T>.ShortName} is no message type that a queue can be bound to.");
        _topics.Add(topology.Topic);
    }

    public RedisStreamsMessageConsumeTopology<T> Of<T>()
        where T : class => (RedisStreamsMessageConsumeTopology<T>)GetMessageTopology<T>();

    protected override IMessageConsumeTopologyConfigurator CreateMessageTopology<T>()
    {
        var topology = new RedisStreamsMessageConsumeTopology<T>(publishTopology.Of<T>());
        OnMessageTopologyCreated(topology);
        return topology;
    }
}
