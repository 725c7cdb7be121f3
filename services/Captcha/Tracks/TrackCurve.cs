using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>A track as a curve over time, which can be asked at any time.</summary>
internal static class TrackCurve
{
    /// <summary>Where the pointer was at evenly spaced times, the first and the last point included: straight lines between the points.</summary>
    public static void Sample(IReadOnlyList<TrackPoint> track, Span<float> xs, Span<float> ys)
    {
        double start = track[0].T, step = (track[^1].T - start) / (xs.Length - 1);
        var at = 0;
        for (var i = 0; i < xs.Length; i++)
        {
            var time = start + i * step;
            while (at < track.Count - 2 && track[at + 1].T < time)
                at++;
            var (before, after) = (track[at], track[at + 1]);
            var share = after.T == before.T ? 1 : Math.Clamp((time - before.T) / (after.T - before.T), 0, 1);
            xs[i] = (float)(before.X + (after.X - before.X) * share);
            ys[i] = (float)(before.Y + (after.Y - before.Y) * share);
        }
    }
}
