namespace Sprout.State;

/// <summary>The last lines of a container that has ended.</summary>
public sealed record KeptLogs
{
    /// <summary>Whole lines, each ended by a line feed and begun by its time (RFC 3339) and a space; the container's own bytes otherwise, which need not be UTF-8.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>How many older lines were read and left out.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Whether there may have been more before those.</summary>
    public required bool IsLeast { get; init; }
}
