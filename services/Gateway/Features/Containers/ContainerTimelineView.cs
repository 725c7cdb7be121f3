using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>What has happened to a container so far.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Events">The oldest first; at most 64.</param>
public sealed record ContainerTimelineView(Guid Id, ContainerStatus Status, IReadOnlyList<TimelineEventView> Events)
{
    internal static ContainerTimelineView Of(ContainerDocument document, IReadOnlyList<TimelineEntry> entries) => new(
        document.CorrelationId,
        Enum.Parse<ContainerStatus>(document.CurrentState),
        // One from before an upgrade has no timeline; that it was asked for is known.
        entries.Count == 0
            ? [new(TimelineEventKind.Requested, document.CreatedAt, 0, Failure: null, ExpiresAt: null)]
            : [.. entries.Select(entry => TimelineEventView.Of(entry, document.CreatedAt)).OfType<TimelineEventView>()]);
}
