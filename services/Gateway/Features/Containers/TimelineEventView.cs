using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>One thing that has happened to a container.</summary>
/// <param name="Event">What.</param>
/// <param name="At">When; for what it waits for, since when.</param>
/// <param name="ElapsedMs">The same, in milliseconds since it was requested.</param>
/// <param name="Failure">Why it failed, or what it waits for; else null.</param>
/// <param name="ExpiresAt">When it was to be deleted from then on: of <c>requested</c> and <c>extended</c>; else null.</param>
public sealed record TimelineEventView(TimelineEventKind Event, DateTimeOffset At, long ElapsedMs, FailureView? Failure, DateTimeOffset? ExpiresAt)
{
    /// <summary>Null for what a newer version of this software wrote.</summary>
    internal static TimelineEventView? Of(TimelineEntry entry, DateTimeOffset createdAt) =>
        Enum.TryParse<TimelineEventKind>(entry.Event.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var what)
            ? new(what, entry.At, (long)(entry.At - createdAt).TotalMilliseconds, FailureView.Of(entry.Failure), entry.ExpiresAt)
            : null;
}
