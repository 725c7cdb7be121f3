namespace Sprout.Redis;

/// <summary>What the shared connection has done since the start.</summary>
/// <param name="Commands">Commands written.</param>
/// <param name="Flushes">Writes to the socket; fewer than commands when concurrent callers batch themselves.</param>
public readonly record struct ConnectionCounters(long Commands, long Flushes);
