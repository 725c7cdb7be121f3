namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>A message that can be told from others.</summary>
public sealed record Parcel(int Number);

/// <summary>Another message, with a topic of its own.</summary>
public sealed record Letter(int Number);
