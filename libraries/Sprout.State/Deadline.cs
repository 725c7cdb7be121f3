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
    public static Deadline Parse(string member)
    {
        var colon = member.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<DeadlineKind>(member.AsSpan(0, colon), out var kind) && Guid.TryParseExact(member.AsSpan(colon + 1), "D", out var id)
            ? new(kind, id)
            : throw new FormatException($"'{member}' is not a deadline.");
    }

    /// <summary>Until when the document waits for this; null when it does not.</summary>
    public static DateTimeOffset? Of(ContainerDocument document, DeadlineKind kind) => kind switch
    {
        DeadlineKind.Ready when document.CurrentState == ContainerStates.Pending => document.ReadyBy,
        DeadlineKind.Expire when document.CurrentState is ContainerStates.Pending or ContainerStates.Running => document.ExpiresAt,
        DeadlineKind.Step when document.NextStep != ContainerStep.None => document.StepDueAt,
        DeadlineKind.Purge when document.EndedAt is not null && !document.IsLive => document.PurgeAt,
        _ => null,
    };
}
