namespace Sprout.Bench.Transport;

/// <summary>What is published.</summary>
public sealed record Parcel(string Payload);
