using Sprout.Contracts;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>Where a container was before the transition under way.</summary>
/// <param name="Status">Null for a new one.</param>
internal sealed record PreviousState(ContainerStatus? Status)
{
    public static PreviousState Of(string state) => new(Enum.TryParse<ContainerStatus>(state, out var status) ? status : null);
}
