namespace Sprout.State;

/// <summary>A page of containers.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ContainerPage(IReadOnlyList<ContainerDocument> Items, PageCursor? Next);
