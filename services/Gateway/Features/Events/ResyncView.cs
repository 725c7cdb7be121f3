namespace Sprout.Gateway.Features.Events;

/// <summary>The data of a <c>resync</c> event: what came before may be incomplete, so list again.</summary>
/// <param name="Reason">Why.</param>
public sealed record ResyncView(ResyncReason Reason);
