namespace Sprout.EndToEnd.Tests;

/// <summary>What one entry of the feed says of its container.</summary>
public sealed record FeedLine(string Status, string Previous, int Version);
