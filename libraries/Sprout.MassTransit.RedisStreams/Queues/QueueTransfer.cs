namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>What became of messages that were to be moved or removed.</summary>
/// <param name="Done">How many were.</param>
/// <param name="Missing">Ids that were asked for and are not, or no longer, in the queue.</param>
/// <param name="InFlight">Ids that a consumer holds right now; they were left alone.</param>
/// <param name="Homeless">Ids of which nobody can tell where they came from, or whose queue is gone; they were left alone.</param>
public sealed record QueueTransfer(long Done, IReadOnlyList<string> Missing, IReadOnlyList<string> InFlight, IReadOnlyList<string> Homeless);
