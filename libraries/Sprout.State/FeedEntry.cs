using System.Globalization;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>One entry of the public feed <c>container_events</c>.</summary>
public sealed record FeedEntry
{
    /// <summary>The entry's id in the stream; ascending.</summary>
    public required string Id { get; init; }

    /// <summary><c>container.created</c>, <c>.running</c>, <c>.failed</c>, <c>.deleting</c>, <c>.deleted</c> or <c>.extended</c>.</summary>
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

    /// <summary>Why it failed; null unless it did.</summary>
    public FailureDocument? Failure { get; init; }

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
        Failure = entry["failure_reason"].IsNullOrEmpty
            ? null
            : new()
            {
                Phase = entry["failure_phase"].ToString(),
                Reason = entry["failure_reason"].ToString(),
                Message = entry["failure_message"].ToString(),
                Hint = entry["failure_hint"].ToString(),
            },
    };

    internal static IEnumerable<NameValueEntry> Fields(ContainerDocument? before, ContainerDocument after, DateTimeOffset now)
    {
        var status = ContainerStates.Public(after.CurrentState);
        yield return new("event_type", "container." + (before is null ? "created" : before.CurrentState == after.CurrentState ? "extended" : status));
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
        if (after.Failure is not { } failure)
            yield break;
        yield return new("failure_phase", failure.Phase);
        yield return new("failure_reason", failure.Reason);
        yield return new("failure_message", failure.Message);
        yield return new("failure_hint", failure.Hint);
    }

    private static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseTime(RedisValue value) => DateTimeOffset.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
