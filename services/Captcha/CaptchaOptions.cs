using Sprout.Captcha.Pictures;
using Sprout.Captcha.Tracks;
using Sprout.Captcha.Work;

namespace Sprout.Captcha;

/// <summary>Configuration section <c>Captcha</c>.</summary>
public sealed record CaptchaOptions
{
    /// <summary>How long a challenge may be answered, and how long after that its token may be used.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The work before a picture: about 524,000 hashes, a quarter of a second of a desktop's JavaScript. Sixteen puzzles instead of one keep the
    /// time near its mean.
    /// </summary>
    public WorkOptions First { get; init; } = new() { Count = 16, Difficulty = 15, MostExtraBits = 4 };

    /// <summary>The work instead of a picture: about 16,800,000 hashes, several seconds.</summary>
    public WorkOptions Alone { get; init; } = new() { Count = 64, Difficulty = 18, MostExtraBits = 2 };

    /// <summary>The work after a picture that was solved by keys or clicks: about 2,100,000 hashes, a second.</summary>
    public WorkOptions WithoutTrack { get; init; } = new() { Count = 32, Difficulty = 16, MostExtraBits = 2 };

    /// <summary>For how long after the last failure failures are remembered.</summary>
    public TimeSpan SuspicionTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many failures from one network weigh as one of a visitor: several people may be behind one address.</summary>
    public int AddressFailuresPerBit { get; init; } = 3;

    /// <summary>How long tokens are signed with one secret. The one before is good until the tokens that it signed have expired.</summary>
    public TimeSpan SigningPeriod { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What pictures look like.</summary>
    public PictureOptions Picture { get; init; } = new();

    /// <summary>What a track must be like.</summary>
    public TrackOptions Track { get; init; } = new();

    /// <summary>Returns the options. Throws <see cref="InvalidOperationException"/> for what cannot be meant.</summary>
    internal CaptchaOptions Checked()
    {
        if (Lifetime < TimeSpan.FromSeconds(10) || SigningPeriod < 2 * Lifetime || SuspicionTime <= TimeSpan.Zero || AddressFailuresPerBit < 1)
            throw new InvalidOperationException("Captcha:Lifetime must be 10 s or more, SigningPeriod twice as long or more, SuspicionTime above zero, AddressFailuresPerBit above 0.");
        First.Check("Captcha:First");
        Alone.Check("Captcha:Alone");
        WithoutTrack.Check("Captcha:WithoutTrack");
        Picture.Check();
        Track.Check();
        return this;
    }
}
