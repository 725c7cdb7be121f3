using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Logs;

/// <summary>Bounds how many logs visitors read at a time: each is a call to the cluster, and one that is followed, or taken slowly, lasts.</summary>
internal sealed class LogPlaces(GatewayOptions options) : StreamPlaces(options.LogStreamsPerVisitor, options.LogStreamsPerAddress);
