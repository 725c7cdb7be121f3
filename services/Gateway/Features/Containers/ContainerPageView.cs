namespace Sprout.Gateway.Features.Containers;

/// <summary>A page of containers.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get the next page; null on the last.</param>
public sealed record ContainerPageView(IReadOnlyList<ContainerView> Items, string? NextCursor);
