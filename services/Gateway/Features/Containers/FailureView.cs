using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Why a container failed.</summary>
/// <param name="Phase">How far it had come.</param>
/// <param name="Reason">Why, from a closed list.</param>
/// <param name="Message">What happened, in one sentence; may quote the cluster.</param>
/// <param name="Hint">What a person can do about it.</param>
public sealed record FailureView(FailurePhase Phase, FailureReason Reason, string Message, string Hint)
{
    internal static FailureView? Of(FailureDocument? failure) => failure is null
        ? null
        : new(Enum.Parse<FailurePhase>(failure.Phase), Enum.Parse<FailureReason>(failure.Reason), failure.Message, failure.Hint);

    internal static FailureView? Of(ContainerFailure? failure) => failure is null
        ? null
        : new(failure.Phase, failure.Reason, failure.Message, failure.Hint);
}
