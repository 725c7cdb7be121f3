using Sprout.Redis;

namespace Sprout.State;

/// <summary>One thing that one container waits for.</summary>
/// <param name="Kind">What.</param>
/// <param name="ContainerId">Which container.</param>
public readonly record struct Deadline(DeadlineKind Kind, Guid ContainerId)
{
    /// <summary>Its member in the ZSET: <c>Kind:id</c>.</summary>
    public RedisValue Member => $"{Kind}:{ContainerId:D}";

    /// <summary>Reads a member. Throws <see cref="FormatException"/> for anything else.</summary>
    public static Deadline Parse(string member) =>
        TryParse(member, out var deadline) ? deadline : throw new FormatException($"'{member}' is not a deadline.");

    /// <summary>Reads a member; false for anything else.</summary>
    public static bool TryParse(string member, out Deadline deadline)
    {
        var colon = member.IndexOf(':', StringComparison.Ordinal);
        var isOurs = Enum.TryParse<DeadlineKind>(member.AsSpan(0, Math.Max(0, colon)), out var kind) & Guid.TryParseExact(member.AsSpan(colon + 1), "D", out var id);
        deadline = isOurs ? new(kind, id) : default;
        // Enum.TryParse takes numbers and lists too; only what we write is ours.
        return isOurs && deadline.Member == member;
    }

    /// <summary>Until when the document waits for this; null when it does not.</summary>
    public static DateTimeOffset? Of(ContainerDocument document, DeadlineKind kind) => kind switch
    {
        DeadlineKind.Ready when document.CurrentState == ContainerStates.Pending =>
            document.ObstacleUntil is { } patience && patience < document.ReadyBy ? patience : document.ReadyBy,
        DeadlineKind.Expire when document.CurrentState is ContainerStates.Pending or ContainerStates.Running => document.ExpiresAt,
        DeadlineKind.Step when document.NextStep != ContainerStep.None => document.StepDueAt,
        DeadlineKind.Purge when document.EndedAt is not null && !document.IsLive => document.PurgeAt,
        _ => null,
    };
}
