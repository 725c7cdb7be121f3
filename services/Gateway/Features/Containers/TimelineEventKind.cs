namespace Sprout.Gateway.Features.Containers;

/// <summary>What may happen to a container: a closed list.</summary>
public enum TimelineEventKind
{
    /// <summary>It was accepted and stored.</summary>
    Requested,

    /// <summary>All its objects exist in the cluster.</summary>
    Applied,

    /// <summary>A node was found for it.</summary>
    Scheduled,

    /// <summary>Its image is there and its process has begun.</summary>
    Pulled,

    /// <summary>It runs.</summary>
    Ready,

    /// <summary>Something holds it up, or did, since then; it stands here once for each reason.</summary>
    Waiting,

    /// <summary>Its pod went before it ran, and it gets another.</summary>
    PodLost,

    /// <summary>It got more time; the last time that it did.</summary>
    Extended,

    /// <summary>Its time was over.</summary>
    Expired,

    /// <summary>It could not be started, or broke.</summary>
    Failed,

    /// <summary>Its deletion has begun.</summary>
    Deleting,

    /// <summary>Nothing of it is left in the cluster.</summary>
    Deleted,
}
