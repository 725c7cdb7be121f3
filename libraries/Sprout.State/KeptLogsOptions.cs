namespace Sprout.State;

/// <summary>Configuration section <c>Logs</c>.</summary>
public sealed record KeptLogsOptions
{
    /// <summary>Most bytes that the kept logs of all containers together have; the oldest go first. Redis needs about as much memory for them. 0 keeps none.</summary>
    public long MostBytes { get; init; } = 256 * 1024 * 1024;
}
