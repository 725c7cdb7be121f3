namespace Sprout.ClusterSimulator.Faults;

/// <summary>What can go wrong between a client and an API server.</summary>
[Flags]
public enum FaultKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The answer comes late.</summary>
    Latency = 1,

    /// <summary>429 with Retry-After; nothing was done.</summary>
    TooManyRequests = 2,

    /// <summary>500; nothing was done.</summary>
    InternalError = 4,

    /// <summary>The connection breaks and nothing was done.</summary>
    ResetBefore = 8,

    /// <summary>The connection breaks after the request was carried out: the client cannot know. Of a log that is followed, after its first lines. Not for watches.</summary>
    ResetAfter = 16,

    /// <summary>A watch breaks some time after it began.</summary>
    DroppedWatch = 32,

    /// <summary>The request was carried out, and the connection breaks in the middle of the answer; of a log that is followed, of a line. Not for watches.</summary>
    HalfResponse = 64,

    /// <summary>A watch says nothing more some time after it began, no bookmark either, and does not end.</summary>
    SilentWatch = 128,

    /// <summary>A watch tells everything twice.</summary>
    DuplicatedEvents = 256,

    /// <summary>A watch begins with 410: its version is too old.</summary>
    ExpiredWatch = 512,

    /// <summary>A watch ends with 410 some time after it began.</summary>
    ExpiringWatch = 1024,

    /// <summary>Those that any call may meet.</summary>
    OfAnyCall = Latency | TooManyRequests | InternalError | ResetBefore,

    /// <summary>Those that a call other than a watch may meet.</summary>
    OfAnswers = OfAnyCall | ResetAfter | HalfResponse,

    /// <summary>Those that a watch may meet.</summary>
    OfWatches = OfAnyCall | DroppedWatch | SilentWatch | DuplicatedEvents | ExpiredWatch | ExpiringWatch,

    /// <summary>All of them.</summary>
    All = OfAnswers | OfWatches,
}
