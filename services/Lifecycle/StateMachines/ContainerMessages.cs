using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>The messages that a container's document makes.</summary>
internal static class ContainerMessages
{
    public static ProvisionPod ProvisionPod(ContainerDocument container) => new()
    {
        ContainerId = container.CorrelationId,
        Spec = Spec(container),
        Url = UrlOf(container),
    };

    public static DeletePod DeletePod(ContainerDocument container) => new() { ContainerId = container.CorrelationId };

    /// <param name="container">The container as it will be stored.</param>
    /// <param name="isChanged">Whether it will be written: the version counts the writes, and this one is still to come.</param>
    public static ContainerAccepted Accepted(ContainerDocument container, bool isChanged) => new()
    {
        ContainerId = container.CorrelationId,
        Owner = container.Owner,
        Spec = Spec(container),
        Status = Enum.Parse<ContainerStatus>(container.CurrentState),
        Url = UrlOf(container),
        CreatedAt = container.CreatedAt,
        ExpiresAt = container.ExpiresAt,
        ReadyAt = container.ReadyAt,
        Failure = Failure(container.Failure),
        Stage = Enum.Parse<ContainerStage>(container.Stage),
        WaitingFor = Failure(container.Obstacle),
        Version = container.Version + (isChanged ? 1 : 0),
    };

    // The version counts the writes, and the write of this transition is still to come.
    public static ContainerStateChanged Changed(ContainerDocument container, PreviousState previous, DateTimeOffset at) => new()
    {
        ContainerId = container.CorrelationId,
        Owner = container.Owner,
        Name = container.Name,
        Image = container.Image,
        Previous = previous.Status,
        Status = Enum.Parse<ContainerStatus>(container.CurrentState),
        Version = container.Version + 1,
        At = at,
        Url = UrlOf(container),
        ExpiresAt = container.ExpiresAt,
        Failure = Failure(container.Failure),
    };

    public static bool IsSameRequest(ContainerDocument container, CreateContainerRequested request) =>
        container.Owner == request.Owner && container.TtlSeconds == request.TtlSeconds && Spec(container).IsSameAs(request.Spec);

    private static ContainerFailure? Failure(FailureDocument? document) => document is { } failure
        ? new()
        {
            Phase = Enum.Parse<FailurePhase>(failure.Phase),
            Reason = Enum.Parse<FailureReason>(failure.Reason),
            Message = failure.Message,
            Hint = failure.Hint,
        }
        : null;

    private static ContainerSpec Spec(ContainerDocument container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        Port = container.Port,
        Environment = container.Environment,
    };

    private static Uri UrlOf(ContainerDocument container) =>
        container.Url ?? throw new InvalidOperationException($"Container {container.CorrelationId} has no URL.");
}
