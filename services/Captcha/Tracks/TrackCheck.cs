using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>
/// Whether a hand could have moved so. The numbers are from what is published of aimed movements: they begin at rest, reach one high speed early, and spend
/// more than half of the time on slowing down and correcting (Woodworth 1899; MacKenzie et al. 1987; Meyer et al. 1988), never along one line.
/// </summary>
internal sealed class TrackCheck
{
    private const int FewestPoints = 10;
    private const int MostPoints = 1500;
    private const int NearStart = 5; // px
    private const int NearEnd = 2; // px: what is rounded, and shown at another size
    private const int LatestStartMs = 200;
    private const float MostStill = 0.25f; // share of points at the time of the one before

    // A jump: further than an arm's fastest, about 2 px/ms at the sizes that pictures are shown at, and the width of a late event.
    private const float JumpPx = 10;
    private const float JumpPxPerMs = 2.5f;
    private const float JumpShare = 0.4f; // of the whole way
    private const int MostY = 200; // px away from the line

    private readonly TrackOptions _options;

    public TrackCheck(TrackOptions options) => _options = options;

    /// <summary>The first thing that is unlike a hand; null when nothing is. <paramref name="sinceIssued"/> is how long the picture has been there, by our clock.</summary>
    public TrackFault? Find(IReadOnlyList<TrackPoint> track, int offset, TimeSpan sinceIssued)
    {
        if (track.Count is < FewestPoints or > MostPoints)
            return TrackFault.PointCount;
        var (first, last) = (track[0], track[^1]);
        if (Math.Abs((long)first.X) > NearStart || Math.Abs((long)first.Y) > NearStart || first.T is < 0 or > LatestStartMs)
            return TrackFault.Start;
        if (Math.Abs((long)last.X - offset) > NearEnd)
            return TrackFault.End;
        return FindInTime(track, sinceIssued) ?? FindInSteps(track, JumpShare * offset) ?? TrackProfile.Find(track);
    }

    private TrackFault? FindInTime(IReadOnlyList<TrackPoint> track, TimeSpan sinceIssued)
    {
        var still = 0;
        for (var i = 1; i < track.Count; i++)
        {
            if (track[i].T < track[i - 1].T)
                return TrackFault.Time;
            if (track[i].T == track[i - 1].T)
                still++;
        }

        if (still > MostStill * track.Count)
            return TrackFault.Time;
        var duration = TimeSpan.FromMilliseconds(track[^1].T);
        if (duration < _options.Shortest || duration > _options.Longest)
            return TrackFault.Duration;
        return sinceIssued - duration < _options.LookingTime ? TrackFault.Clock : null;
    }

    private static TrackFault? FindInSteps(IReadOnlyList<TrackPoint> track, float jump)
    {
        var sameY = true;
        for (var i = 1; i < track.Count; i++)
        {
            var (before, after) = (track[i - 1], track[i]);
            var most = JumpPx + JumpPxPerMs * (after.T - before.T);
            if (Math.Abs((long)after.X - before.X) > Math.Min(most, jump) || Math.Abs((long)after.Y - before.Y) > most || Math.Abs((long)after.Y) > MostY)
                return TrackFault.Teleport;
            sameY &= after.Y == before.Y;
        }

        return sameY ? TrackFault.ConstantY : null;
    }
}
