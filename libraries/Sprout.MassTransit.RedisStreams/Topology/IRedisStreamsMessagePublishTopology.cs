namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>Where a published message of a type goes.</summary>
internal interface IRedisStreamsMessagePublishTopology
{
    /// <summary>The type's own topic.</summary>
    string Topic { get; }

    /// <summary>Adds the topics of the type and of what it implements, unless the type is excluded.</summary>
    void CollectTopics(ISet<string> topics);
}
