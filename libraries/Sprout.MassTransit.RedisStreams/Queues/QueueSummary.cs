namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>How a queue stands right now.</summary>
/// <param name="Name">Its name, without the key prefix.</param>
/// <param name="Depth">Messages in it, waiting and in flight.</param>
/// <param name="Lag">Messages that nobody has been given yet.</param>
/// <param name="Pending">Messages in flight: given to a consumer and not settled.</param>
/// <param name="Consumers">Consumers that Redis knows; one that died is forgotten after a while.</param>
/// <param name="OldestAge">How long ago the oldest message came, by Redis' clock; null where there is none.</param>
/// <param name="Errors">Messages in its dead-letter queue <c>_error</c>; null where there is no such queue.</param>
/// <param name="Skipped">Messages in its dead-letter queue <c>_skipped</c>; null where there is no such queue.</param>
public sealed record QueueSummary(
    string Name, long Depth, long Lag, long Pending, long Consumers, TimeSpan? OldestAge, long? Errors = null, long? Skipped = null);
