using Sprout.Contracts;

namespace Sprout.Lifecycle;

/// <summary>The words for each way in which a container fails: what happened, and what a person can do.</summary>
internal static class Failures
{
    public static ContainerFailure DeletedExternally() => Make(
        FailurePhase.Running,
        FailureReason.DeletedExternally,
        "The container's pod was deleted from the cluster by somebody else.",
        "Create the container again. If this was not you, ask the operator of the cluster.");

    public static ContainerFailure ImagePull(string image, string? reason) => Make(
        FailurePhase.Pulling,
        FailureReason.ImagePullFailed,
        $"The image {image} could not be pulled{Because(reason)}.",
        "Check the image's name and tag, and that it may be read without a login.");

    public static ContainerFailure Crash(FailurePhase phase, int? exitCode, int restarts) => Make(
        phase,
        FailureReason.CrashLoop,
        $"The container's process ended{(exitCode is { } code ? $" with exit code {code}" : "")} and was restarted {restarts} times.",
        "Look at its logs. An image that ends by itself, such as a shell or a base image, needs a command that keeps running.");

    public static ContainerFailure OutOfMemory(FailurePhase phase) => Make(
        phase,
        FailureReason.OutOfMemory,
        "The container used more memory than it may, and was killed.",
        "Use an image or settings that need less memory.");

    public static ContainerFailure Configuration(string? reason) => Make(
        FailurePhase.Starting,
        FailureReason.ConfigurationInvalid,
        $"The node could not start the container{Because(reason)}.",
        "Check the image's command and the environment, and create the container again.");

    public static ContainerFailure Unschedulable(string? reason) => Make(
        FailurePhase.Scheduling,
        FailureReason.Unschedulable,
        $"No node could take the container{Because(reason)}.",
        "The cluster is full. Try again later, or ask its operator for room.");

    public static ContainerFailure Evicted(string? reason) => Make(
        FailurePhase.Running,
        FailureReason.Evicted,
        $"The node put the container out to free resources{Because(reason)}.",
        "Create the container again.");

    public static ContainerFailure NodeLost(string? reason) => Make(
        FailurePhase.Running,
        FailureReason.NodeLost,
        $"The node that ran the container went away{Because(reason)}.",
        "Create the container again.");

    public static ContainerFailure Exited(FailurePhase phase, string? reason) => Make(
        phase,
        FailureReason.Exited,
        $"The container's pod has ended{Because(reason)}.",
        "Create the container again, with an image that keeps running.");

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason.Trim().TrimEnd('.')})";

    private static ContainerFailure Make(FailurePhase phase, FailureReason reason, string message, string hint) =>
        new() { Phase = phase, Reason = reason, Message = message, Hint = hint };
}
