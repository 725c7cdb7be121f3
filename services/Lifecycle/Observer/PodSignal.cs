using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer;

/// <summary>What a pod's status says about its container right now.</summary>
/// <param name="Kind">The gist.</param>
/// <param name="At">When it became ready.</param>
/// <param name="Failure">Why it fails.</param>
public sealed record PodSignal(PodSignalKind Kind, DateTimeOffset? At = null, ContainerFailure? Failure = null)
{
    /// <summary>Nothing to tell yet.</summary>
    public static PodSignal None { get; } = new(PodSignalKind.None);
}
