namespace Sprout.Captcha.Tracks;

/// <summary>What is unlike a hand. Nobody outside is told which it was.</summary>
internal enum TrackFault
{
    /// <summary>Too few points to say anything, or more than a browser sends.</summary>
    PointCount,

    /// <summary>It does not begin where and when the piece was grasped.</summary>
    Start,

    /// <summary>Time goes back, or stands still too often.</summary>
    Time,

    /// <summary>Too short or too long.</summary>
    Duration,

    /// <summary>It took longer than the picture has been there, or began as soon as it was.</summary>
    Clock,

    /// <summary>It does not end where the piece lies.</summary>
    End,

    /// <summary>It jumps.</summary>
    Teleport,

    /// <summary>It keeps to one line, as no hand does.</summary>
    ConstantY,

    /// <summary>It has one speed.</summary>
    EvenSpeed,

    /// <summary>It is at its fastest at once.</summary>
    SuddenStart,

    /// <summary>It does not slow down to aim.</summary>
    NoSlowEnd,

    /// <summary>It shakes from point to point.</summary>
    Jitter,
}
