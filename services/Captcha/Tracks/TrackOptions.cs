namespace Sprout.Captcha.Tracks;

/// <summary>Configuration section <c>Captcha:Track</c>.</summary>
public sealed record TrackOptions
{
    /// <summary>The shortest drag, as tianai-captcha has it; the quickest aimed movements over such distances take about as long (Fitts 1954).</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long before the drag, at least, a picture is there: nobody sees it, finds the gap and grasps the piece faster. It includes the way to the
    /// client and back.
    /// </summary>
    public TimeSpan LookingTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many tracks that passed are remembered, lest one be sent again.</summary>
    public int Memory { get; init; } = 4096;

    /// <summary>For how long after the last they are remembered.</summary>
    public TimeSpan MemoryTime { get; init; } = TimeSpan.FromHours(24);

    internal void Check()
    {
        if (Shortest <= TimeSpan.Zero || Longest <= Shortest || LookingTime < TimeSpan.Zero || Memory is < 0 or > 100_000 || MemoryTime <= TimeSpan.Zero)
            throw new InvalidOperationException("Captcha:Track: 0 < Shortest < Longest, LookingTime 0 or more, Memory 0–100000, MemoryTime above zero.");
    }
}
