namespace Sprout.State;

/// <summary>What may happen to a container, in the order in which it is told when it happens at the same time.</summary>
public static class TimelineEvents
{
    /// <summary>It was accepted and stored.</summary>
    public const string Requested = "requested";

    /// <summary>All its objects exist in the cluster.</summary>
    public const string Applied = "applied";

    /// <summary>A node was found for it.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>Its image is there and its process has begun.</summary>
    public const string Pulled = "pulled";

    /// <summary>It runs.</summary>
    public const string Ready = "ready";

    /// <summary>Something holds it up, since then.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its pod went before it ran; it gets another.</summary>
    public const string PodLost = "pod_lost";

    /// <summary>It got more time; the last time that it did.</summary>
    public const string Extended = "extended";

    /// <summary>Its time was over.</summary>
    public const string Expired = "expired";

    /// <summary>It could not be started, or broke.</summary>
    public const string Failed = "failed";

    /// <summary>Its pod is on its way out.</summary>
    public const string Deleting = "deleting";

    /// <summary>Nothing of it is left in the cluster.</summary>
    public const string Deleted = "deleted";

    internal static readonly string[] Order =
        [Requested, Applied, Scheduled, Pulled, Ready, Waiting, PodLost, Extended, Expired, Failed, Deleting, Deleted];
}
