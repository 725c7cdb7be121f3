using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Bots;

/// <summary>Tracks copied from a person's, changed as much as each name says.</summary>
internal static class Copies
{
    /// <summary>An affine copy in x, y and time.</summary>
    public static Drag Scaled(int target, Drag seen, Random random)
    {
        var (fy, ft) = (random.Between(0.7, 1.4), random.Between(0.8, 1.3));
        return Map(target, seen, (x, y, t) => (x, y * fy, t * ft));
    }

    /// <summary>Upside down.</summary>
    public static Drag Mirrored(Drag seen) => Map(seen.Offset, seen, (x, y, t) => (x, -y, t));

    /// <summary>Every point shaken, on both axes and in time.</summary>
    public static Drag Noised(int target, Drag seen, Random random, double noisePx, double noiseMs) =>
        Map(target, seen, (x, y, t) => (x + random.Normal(0, noisePx), y + random.Normal(0, noisePx), t + random.Between(-noiseMs, noiseMs)));

    /// <summary>The same curve, read off at other times, stretched a little and shaken a little.</summary>
    public static Drag Resampled(int target, Drag seen, Random random)
    {
        var (fy, ft, slope) = (random.Between(0.6, 1.5), random.Between(0.85, 1.25), random.Between(-0.03, 0.03));
        var (writer, scale, duration) = (new TrackWriter(), Scale(target, seen), seen.Track[^1].T);
        for (double t = random.Between(4, 20); t < duration; t += random.Between(13, 20))
        {
            var (x, y) = At(seen.Track, t);
            writer.Add((x * scale) + random.Normal(0, 0.4), (y * fy) + (x * slope) + random.Normal(0, 0.4), t * ft);
        }

        return writer.Add(target, seen.Track[^1].Y * fy, duration * ft).Done();
    }

    private static double Scale(int target, Drag seen) => seen.Offset == 0 ? 1 : (double)target / seen.Offset;

    private static Drag Map(int target, Drag seen, Func<double, double, double, (double X, double Y, double T)> change)
    {
        var (writer, scale) = (new TrackWriter(), Scale(target, seen));
        foreach (var point in seen.Track.Skip(1).SkipLast(1))
        {
            var (x, y, t) = change(point.X, point.Y, point.T);
            writer.Add(x * scale, y, Math.Max(0, t));
        }

        var end = change(seen.Offset, seen.Track[^1].Y, seen.Track[^1].T);
        return writer.Add(target, end.Y, end.T).Done();
    }

    private static (double X, double Y) At(IReadOnlyList<TrackPoint> track, double time)
    {
        var next = 1;
        while (next < track.Count - 1 && track[next].T < time)
            next++;
        var (a, b) = (track[next - 1], track[next]);
        var share = b.T == a.T ? 1 : Math.Clamp((time - a.T) / (b.T - a.T), 0, 1);
        return (a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));
    }
}
