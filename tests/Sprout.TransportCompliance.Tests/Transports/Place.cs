namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>Where a spec plays: what its names begin with at the broker, and the port that leads there.</summary>
public sealed record Place(string Prefix, int Port);
