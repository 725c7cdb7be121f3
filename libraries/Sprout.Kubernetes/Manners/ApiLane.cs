namespace Sprout.Kubernetes.Manners;

/// <summary>What a call waits for before it is sent.</summary>
internal enum ApiLane
{
    /// <summary>Its turn, and a place among those that are under way.</summary>
    Bulk,

    /// <summary>Its turn only: an answer that streams for hours holds no place.</summary>
    Stream,

    /// <summary>Only others of its own kind: leases and watches.</summary>
    Urgent,
}
