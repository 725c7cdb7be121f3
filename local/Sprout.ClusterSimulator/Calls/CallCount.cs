namespace Sprout.ClusterSimulator.Calls;

/// <summary>How many calls of a kind somebody made.</summary>
public sealed record CallCount(string Verb, string Resource, string UserAgent, long Count);
