using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Events;

/// <summary>Bounds how many event streams visitors hold open.</summary>
internal sealed class EventPlaces(GatewayOptions options) : StreamPlaces(options.EventStreamsPerVisitor, options.EventStreamsPerAddress);
