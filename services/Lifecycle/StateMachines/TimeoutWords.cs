using System.Globalization;
using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>What a container failed with whose time ran out: with what it waited for, or else with how far it came.</summary>
internal static class TimeoutWords
{
    public static ContainerFailure Of(ContainerDocument container, DateTimeOffset now) =>
        container.Obstacle is { } obstacle ? WaitedFor(obstacle, now - (container.ObstacleSince ?? container.CreatedAt)) : ByStage(container);

    private static ContainerFailure WaitedFor(FailureDocument obstacle, TimeSpan waited) => new()
    {
        Phase = Enum.Parse<FailurePhase>(obstacle.Phase),
        Reason = Enum.Parse<FailureReason>(obstacle.Reason),
        Message = string.Create(CultureInfo.InvariantCulture, $"{Sentence(obstacle.Message)} It was waited for {Seconds(waited)}."),
        Hint = obstacle.Hint,
    };

    private static ContainerFailure ByStage(ContainerDocument container) => container switch
    {
        { AppliedPodUid: null } => Make(
            container,
            FailurePhase.Applying,
            "its objects did not all exist in the cluster",
            "Create the container again. If this goes on, tell the operator: Sprout's provisioner or the cluster is away or overloaded."),
        { ScheduledAt: null, PulledAt: null } => Make(
            container,
            FailurePhase.Scheduling,
            "nothing was heard of a node for it",
            "Create the container again. If this goes on, tell the operator: the cluster's scheduler or Sprout's observer is away or overloaded."),
        { PulledAt: null } => Make(
            container,
            FailurePhase.Pulling,
            $"a node had been found, but its image {container.Image} was still being pulled or the node could not prepare it",
            "Create the container again: a node goes on with what it has pulled. If that does not help, choose a smaller image, or ask the operator what the pod's events say."),
        _ => Make(
            container,
            FailurePhase.Starting,
            $"nothing answered on port {container.Port}",
            "Check that the image listens on this port, and create the container again."),
    };

    private static ContainerFailure Make(ContainerDocument container, FailurePhase phase, string what, string hint) => new()
    {
        Phase = phase,
        Reason = FailureReason.ProvisioningTimedOut,
        Message = string.Create(CultureInfo.InvariantCulture, $"The container was not ready within {Seconds(container.ReadyBy - container.CreatedAt)}: {what}."),
        Hint = hint,
    };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds");

    private static string Sentence(string text) => text.TrimEnd() is { } trimmed && trimmed.EndsWith('.') ? trimmed : text.TrimEnd() + ".";
}
