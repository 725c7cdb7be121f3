namespace Sprout.Contracts;

/// <summary>Where the pointer was while it dragged the piece.</summary>
public sealed record TrackPoint
{
    /// <summary>Pixels of the picture to the right of where the drag began.</summary>
    public required int X { get; init; }

    /// <summary>Pixels below it.</summary>
    public required int Y { get; init; }

    /// <summary>Milliseconds since the drag began.</summary>
    public required int T { get; init; }
}
