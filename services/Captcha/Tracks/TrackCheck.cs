using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>Whether a hand could have moved so.</summary>
internal sealed class TrackCheck
{
    private readonly TrackOptions _options;

    public TrackCheck(TrackOptions options) => _options = options;

    /// <summary>Whether it could; <paramref name="sinceIssued"/> is how long the picture has been there, by our clock.</summary>
    public bool IsLikely(IReadOnlyList<TrackPoint> track, int offset, TimeSpan sinceIssued) => track.Count > 9 && sinceIssued > TimeSpan.Zero && offset > 0 && _options.Memory < 0;
}
