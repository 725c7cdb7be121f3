namespace Sprout.Captcha.Tracks;

/// <summary>Configuration section <c>Captcha:Track</c>.</summary>
public sealed record TrackOptions
{
    /// <summary>How many tracks that passed are remembered, lest one be sent again.</summary>
    public int Memory { get; init; } = 4096;

    /// <summary>For how long after the last they are remembered.</summary>
    public TimeSpan MemoryTime { get; init; } = TimeSpan.FromHours(24);
}
