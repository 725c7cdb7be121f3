using Sprout.Contracts;

namespace Sprout.CaptchaAttackers;

/// <summary>A piece that was dragged, as a client reports it.</summary>
/// <param name="Offset">How many pixels of the picture the piece was moved to the right.</param>
/// <param name="Track">How the pointer moved: the first point is where and when it was pressed, (0, 0, 0), the last where and when it was released.</param>
public sealed record Drag(int Offset, IReadOnlyList<TrackPoint> Track);
