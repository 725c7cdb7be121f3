using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Bots;

/// <summary>Writes a script's points as a client would report them: whole pixels, whole milliseconds.</summary>
internal sealed class TrackWriter
{
    private readonly List<TrackPoint> _points = [new() { X = 0, Y = 0, T = 0 }];

    public TrackWriter Add(double x, double y, double t)
    {
        _points.Add(new() { X = (int)Math.Round(x), Y = (int)Math.Round(y), T = Math.Max(_points[^1].T, (int)Math.Round(t)) });
        return this;
    }

    /// <summary>The track; the piece is where it ends.</summary>
    public Drag Done() => new(_points[^1].X, _points);
}
