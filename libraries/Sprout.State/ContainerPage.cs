namespace Sprout.State;

/// <summary>A page of containers.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Unreadable">Those whose document this version of the software cannot read.</param>
public sealed record ContainerPage(IReadOnlyList<ContainerDocument> Items, PageCursor? Next, IReadOnlyList<Guid> Unreadable);
