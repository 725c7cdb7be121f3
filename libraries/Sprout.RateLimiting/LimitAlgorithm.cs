namespace Sprout.RateLimiting;

/// <summary>How a policy counts.</summary>
public enum LimitAlgorithm
{
    /// <summary>Remembers when each request of the window came, so that the number is exact in every window, wherever it begins.</summary>
    SlidingLog,

    /// <summary>
    /// The generic cell rate algorithm (ITU-T I.371): remembers one time, lets requests through at an even rate and a burst of them at once.
    /// Costs the same for any limit.
    /// </summary>
    Gcra,
}
