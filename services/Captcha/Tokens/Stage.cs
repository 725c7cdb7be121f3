namespace Sprout.Captcha.Tokens;

/// <summary>Where on the way to a solved captcha a token stands.</summary>
internal enum Stage : byte
{
    /// <summary>Puzzles, after which a picture comes.</summary>
    WorkBeforePicture = 1,

    /// <summary>Puzzles, after which nothing comes.</summary>
    Work = 2,

    /// <summary>A picture.</summary>
    Picture = 3,

    /// <summary>All is done: the token may be used.</summary>
    Solved = 4,
}
