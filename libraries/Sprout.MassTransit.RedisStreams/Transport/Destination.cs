using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Where messages go: made once for each place, for its keys are needed with every message.</summary>
/// <param name="kind">What <paramref name="names"/> are.</param>
/// <param name="names">One queue, or topics.</param>
internal sealed class Destination(DestinationKind kind, IReadOnlyList<string> names)
{
    private readonly RedisValue[] _words =
    [
        kind switch
        {
            DestinationKind.Queue => "queue",
            DestinationKind.Temporary => "temporary",
            _ => "topics",
        },
        names.Count,
        .. names.Select(name => (RedisValue)name),
    ];

    private RedisKey[]? _topicKeys;
    private RedisKey? _queueKey;

    public DestinationKind Kind => kind;

    /// <summary>Its kind, then how many names and the names: as the scripts take them.</summary>
    public IReadOnlyList<RedisValue> Words => _words;

    /// <summary>The epoch and the sets of the topics.</summary>
    public IReadOnlyList<RedisKey> TopicKeys(TransportKeys keys) => _topicKeys ??= [keys.Epoch, .. names.Select(keys.Topic)];

    /// <summary>The stream of the queue.</summary>
    public RedisKey QueueKey(TransportKeys keys) => _queueKey ??= keys.Queue(names[0]);
}
