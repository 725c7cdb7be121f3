using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.State;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>How Redis stands.</summary>
/// <param name="Queues">The queues that outlive a process.</param>
/// <param name="Delayed">Messages that wait for their time.</param>
/// <param name="Quota">Slots of the whole installation; null where they have no limit.</param>
/// <param name="Lateness">How long the first deadline has been due that nobody has taken.</param>
internal sealed record InstallationState(IReadOnlyList<QueueSummary> Queues, long Delayed, QuotaUse? Quota, TimeSpan Lateness);
