using System.Globalization;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>One entry of the public feed <c>container_events</c>.</summary>
public sealed record FeedEntry
{
    /// <summary>The entry's id in the stream; ascending.</summary>
    public required string Id { get; init; }

    /// <summary><c>container.created</c>, <c>.running</c>, <c>.failed</c>, <c>.deleting</c>, <c>.deleted</c>, <c>.extended</c> or <c>.progressed</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Which container.</summary>
    public required Guid ContainerId { get; init; }

    /// <summary>Whose; opaque.</summary>
    public required string Owner { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>Its status now, lower case.</summary>
    public required string Status { get; init; }

    /// <summary>Its status before; null for a new one.</summary>
    public required string? Previous { get; init; }

    /// <summary>The document's version.</summary>
    public required int Version { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it answers when running.</summary>
    public required string Url { get; init; }

    /// <summary>When it will be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How far it has come, lower case; null in entries of versions that did not say.</summary>
    public string? Stage { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public FailureDocument? Failure { get; init; }

    /// <summary>What holds it up while it is pending; null when nothing does.</summary>
    public FailureDocument? WaitingFor { get; init; }

    /// <summary>Reads an entry of the stream. Throws <see cref="FormatException"/> for one that is not ours.</summary>
    public static FeedEntry Parse(StreamEntry entry) => new()
    {
        Id = entry.Id,
        EventType = entry["event_type"].ToString(),
        ContainerId = Guid.ParseExact(entry["container_id"].ToString(), "D"),
        Owner = entry["owner"].ToString(),
        Name = entry["name"].ToString(),
        Image = entry["image"].ToString(),
        Status = entry["status"].ToString(),
        Previous = entry["previous"].IsNullOrEmpty ? null : entry["previous"].ToString(),
        Version = (int)(long)entry["version"],
        At = ParseTime(entry["at"]),
        Url = entry["url"].ToString(),
        ExpiresAt = ParseTime(entry["expires_at"]),
        Stage = entry["stage"].IsNullOrEmpty ? null : entry["stage"].ToString(),
        Failure = ParseFailure(entry, "failure"),
        WaitingFor = ParseFailure(entry, "waiting"),
    };

    /// <summary>
    /// What this change is to the feed; null for no news. The way of a container that nothing holds up is told by its states alone: that its objects
    /// exist, or that its pod is ready a moment before they do, is in its timeline.
    /// </summary>
    internal static string? EventOf(ContainerDocument? before, ContainerDocument after)
    {
        if (before is null)
            return "container.created";
        if (before.CurrentState != after.CurrentState)
            return "container." + ContainerStates.Public(after.CurrentState);
        if (before.ExpiresAt != after.ExpiresAt)
            return "container.extended";
        return after.CurrentState == ContainerStates.Pending
            && (before.Obstacle != after.Obstacle || before.ScheduledAt != after.ScheduledAt || before.PulledAt != after.PulledAt || before.PodsLost != after.PodsLost)
            && after.ReadyAt is null
                ? "container.progressed"
                : null;
    }

    internal static IEnumerable<NameValueEntry> Fields(ContainerDocument? before, ContainerDocument after, DateTimeOffset now)
    {
        var status = ContainerStates.Public(after.CurrentState);
        yield return new("event_type", EventOf(before, after) ?? "");
        yield return new("container_id", after.CorrelationId.ToString("D"));
        yield return new("owner", after.Owner);
        yield return new("name", after.Name);
        yield return new("image", after.Image);
        yield return new("status", status);
        yield return new("previous", before is null ? "" : ContainerStates.Public(before.CurrentState));
        yield return new("version", after.Version);
        yield return new("at", FormatTime(now));
        yield return new("url", after.Url?.ToString() ?? "");
        yield return new("expires_at", FormatTime(after.ExpiresAt));
        yield return new("stage", ContainerStates.Public(after.Stage));
        foreach (var field in FailureFields("failure", after.Failure).Concat(FailureFields("waiting", after.Obstacle)))
            yield return field;
    }

    private static IEnumerable<NameValueEntry> FailureFields(string prefix, FailureDocument? failure) => failure is null
        ? []
        :
        [
            new(prefix + "_phase", failure.Phase),
            new(prefix + "_reason", failure.Reason),
            new(prefix + "_message", failure.Message),
            new(prefix + "_hint", failure.Hint),
        ];

    private static FailureDocument? ParseFailure(StreamEntry entry, string prefix) => entry[prefix + "_reason"].IsNullOrEmpty
        ? null
        : new()
        {
            Phase = entry[prefix + "_phase"].ToString(),
            Reason = entry[prefix + "_reason"].ToString(),
            Message = entry[prefix + "_message"].ToString(),
            Hint = entry[prefix + "_hint"].ToString(),
        };

    private static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseTime(RedisValue value) => DateTimeOffset.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
