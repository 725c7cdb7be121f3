using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>How the speed of a track changes.</summary>
internal static class TrackProfile
{
    private const int Parts = 20;
    private const int FirstPart = 14; // 70 %

    // Speed of the last 30 % of the time to that of the first 70 %, as tianai-captcha compares them; hands that aim are far below.
    private const float SlowEnd = 0.9f;

    // When half of the way is done, as a share of the time. Hands do it before one half, and some, who stop on the way, a little after.
    private const float HalfWay = 0.6f;
    private const float Unevenness = 0.45f; // standard deviation of speed to its mean
    private const float SuddenStart = 0.9f; // speed at first to the highest
    private const int Rest = 1; // px
    private const float Rounding = 0.75f; // px by which a point is beside the line of its neighbours without shaking
    private const float Shaking = 0.12f; // px beside that line for each px of the way

    public static TrackFault? Find(IReadOnlyList<TrackPoint> whole)
    {
        var track = SinceItMoves(whole);
        Span<float> xs = stackalloc float[Parts + 1];
        Span<float> ys = stackalloc float[Parts + 1];
        TrackCurve.Sample(track, xs, ys);
        var (sum, squares, fastest, firstPart) = (0f, 0f, 0f, 0f);
        for (var i = 0; i < Parts; i++)
        {
            var speed = MathF.Abs(xs[i + 1] - xs[i]);
            sum += speed;
            squares += speed * speed;
            fastest = MathF.Max(fastest, speed);
            firstPart += i < FirstPart ? speed : 0;
        }

        var mean = sum / Parts;
        if (MathF.Sqrt(MathF.Max(0, squares / Parts - mean * mean)) < Unevenness * mean)
            return TrackFault.EvenSpeed;
        if (MathF.Abs(xs[1] - xs[0]) > SuddenStart * fastest)
            return TrackFault.SuddenStart;
        if ((sum - firstPart) / (Parts - FirstPart) > SlowEnd * firstPart / FirstPart || HalfWayAt(track) > HalfWay)
            return TrackFault.NoSlowEnd;
        return IsShaking(track) ? TrackFault.Jitter : null;
    }

    // Who has grasped the piece may look before moving it; how long says nothing.
    private static IReadOnlyList<TrackPoint> SinceItMoves(IReadOnlyList<TrackPoint> track)
    {
        var first = 0;
        while (first < track.Count - 2 && Math.Abs(track[first + 1].X - track[0].X) <= Rest)
            first++;
        return first == 0 ? track : [.. track.Skip(first)];
    }

    private static float HalfWayAt(IReadOnlyList<TrackPoint> track)
    {
        var (start, half) = (track[0].T, (track[0].X + track[^1].X) / 2f);
        for (var i = 1; i < track.Count; i++)
            if (track[i].X >= half)
                return (track[i].T - start) / (float)(track[^1].T - start);
        return 1;
    }

    // How far each point is beside the line between its neighbours, beyond what rounding does, to the length of the way.
    private static bool IsShaking(IReadOnlyList<TrackPoint> track)
    {
        var (beside, way) = (0f, 0f);
        for (var i = 1; i < track.Count - 1; i++)
        {
            var (before, at, after) = (track[i - 1], track[i], track[i + 1]);
            var share = after.T == before.T ? 0.5f : (at.T - before.T) / (float)(after.T - before.T);
            beside += MathF.Max(0, MathF.Abs(at.X - before.X - (after.X - before.X) * share) - Rounding);
            beside += MathF.Max(0, MathF.Abs(at.Y - before.Y - (after.Y - before.Y) * share) - Rounding);
            way += MathF.Abs(after.X - at.X) + MathF.Abs(after.Y - at.Y);
        }

        return beside > Shaking * way;
    }
}
