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

    /// <summary>The connection breaks after the request was carried out: the client cannot know.</summary>
    ResetAfter = 16,

    /// <summary>A watch breaks some time after it began.</summary>
    DroppedWatch = 32,

    /// <summary>All of them.</summary>
    All = Latency | TooManyRequests | InternalError | ResetBefore | ResetAfter | DroppedWatch,
}
