namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>All queues under one key prefix.</summary>
/// <param name="Queues">By name. A dead-letter queue is part of its queue, and stands for itself only where that one is gone.</param>
/// <param name="Delayed">Messages that wait for the time at which they are delivered.</param>
public sealed record QueuesOverview(IReadOnlyList<QueueSummary> Queues, long Delayed);
