using System.Globalization;
using System.Text.Json;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>
/// What a container's timeline gets when its document changes: a pure function of the document before and after. Each event has its field, and what
/// comes again takes the place of what was there (another extension, the same obstacle), so a timeline is bounded by what can happen: at most 59 fields.
/// </summary>
internal static class TimelineChange
{
    // Of the pods that go before the container runs, this many have stages of their own in it; further ones take the place of the last.
    private const int MostPodsTold = 9;

    /// <summary>The command that writes it; none where nothing has happened.</summary>
    public static IEnumerable<RedisCommand> Commands(ContainerDocument? before, ContainerDocument after, DateTimeOffset now)
    {
        var fields = Entries(before, after, now)
            .SelectMany(entry => new RedisValue[] { Field(entry, after), JsonSerializer.SerializeToUtf8Bytes(entry, StateJson.Options) })
            .ToList();
        if (fields.Count > 0)
            yield return new("HSET", [SproutKeys.Timeline(after.CorrelationId).Name, .. fields]);
    }

    /// <summary>What has happened between the two.</summary>
    public static IEnumerable<TimelineEntry> Entries(ContainerDocument? before, ContainerDocument after, DateTimeOffset now)
    {
        var version = after.Version;
        if (before is null)
            yield return Entry(TimelineEvents.Requested, after.CreatedAt) with { ExpiresAt = after.ExpiresAt };
        if (after.PodsLost > (before?.PodsLost ?? 0))
            yield return Entry(TimelineEvents.PodLost, now);
        if (after.AppliedAt is { } applied && applied != before?.AppliedAt)
            yield return Entry(TimelineEvents.Applied, applied);
        if (after.ScheduledAt is { } scheduled && scheduled != before?.ScheduledAt)
            yield return Entry(TimelineEvents.Scheduled, scheduled);
        if (after.PulledAt is { } pulled && pulled != before?.PulledAt)
            yield return Entry(TimelineEvents.Pulled, pulled);
        if (after.Obstacle is { } obstacle && obstacle != before?.Obstacle)
            yield return Entry(TimelineEvents.Waiting, after.ObstacleSince ?? now) with { Failure = obstacle };
        if (before is not null && after.ExpiresAt != before.ExpiresAt)
            yield return Entry(TimelineEvents.Extended, now) with { ExpiresAt = after.ExpiresAt };
        if (after.CurrentState == before?.CurrentState)
            yield break;
        switch (after.CurrentState)
        {
            case ContainerStates.Running:
                // Its pod may have been ready before its service and ingress were there.
                yield return Entry(TimelineEvents.Ready, Later(after.ReadyAt, after.AppliedAt) ?? now);
                break;
            case ContainerStates.Failed:
                yield return Entry(TimelineEvents.Failed, now) with { Failure = after.Failure };
                break;
            case ContainerStates.Deleting:
                if (after.ExpiresAt <= now && before?.CurrentState is ContainerStates.Pending or ContainerStates.Running)
                    yield return Entry(TimelineEvents.Expired, after.ExpiresAt);
                yield return Entry(TimelineEvents.Deleting, now);
                break;
            case ContainerStates.Deleted:
                yield return Entry(TimelineEvents.Deleted, now);
                break;
        }

        TimelineEntry Entry(string what, DateTimeOffset at) => new() { Event = what, At = at, Version = version };
    }

    private static string Field(TimelineEntry entry, ContainerDocument container) => entry.Event switch
    {
        TimelineEvents.Waiting => $"{entry.Event}:{entry.Failure?.Reason}",
        TimelineEvents.Applied or TimelineEvents.Scheduled or TimelineEvents.Pulled or TimelineEvents.PodLost when container.PodsLost > 0 =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Event}#{Math.Min(container.PodsLost, MostPodsTold)}"),
        _ => entry.Event,
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other ?? one;
}
