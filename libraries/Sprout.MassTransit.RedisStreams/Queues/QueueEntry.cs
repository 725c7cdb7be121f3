namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>A message in a queue, as far as it can be read.</summary>
public sealed record QueueEntry
{
    /// <summary>The id of its entry in the stream, <c>milliseconds-sequence</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How long ago it came into this queue, by Redis' clock.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>The types it can be read as, the most special first, without <c>urn:message:</c>; none where it does not say.</summary>
    public required IReadOnlyList<string> MessageTypes { get; init; }

    /// <summary>MassTransit's id of the message; null where it does not say.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it is on a dead-letter queue; null where it does not say.</summary>
    public QueueFault? Fault { get; init; }

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The transport headers, by name.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>How long after it came it counts as expired; null for never.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>How often it had been delivered before it got this id.</summary>
    public long EarlierDeliveries { get; init; }

    /// <summary>The serialized message.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
