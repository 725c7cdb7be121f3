using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer;

/// <summary>What a pod's status says about its container right now.</summary>
/// <param name="Kind">The gist.</param>
/// <param name="Failure">Why it fails, or will.</param>
public sealed record PodSignal(PodSignalKind Kind, ContainerFailure? Failure = null)
{
    /// <summary>When what deserves endless patience counts.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    /// <summary>Nothing to tell yet.</summary>
    public static PodSignal None { get; } = new(PodSignalKind.None);

    /// <summary>It is ready.</summary>
    public static PodSignal Ready { get; } = new(PodSignalKind.Ready);

    /// <summary>From when on it counts as a failure of a pod that was never ready; null for at once. Before, it is an obstacle.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>From when on it counts as a failure of a pod that had been ready; null for at once.</summary>
    public DateTimeOffset? LostFrom { get; init; }

    /// <summary>Whether the end of the container's log may say more.</summary>
    public bool HasLog { get; init; }

    /// <summary>A failure that counts at once, or from then on.</summary>
    public static PodSignal Failing(ContainerFailure failure, DateTimeOffset? from = null) => new(PodSignalKind.Failing, failure) { From = from, LostFrom = from };
}
