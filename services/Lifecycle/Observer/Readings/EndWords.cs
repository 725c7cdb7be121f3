using System.Globalization;
using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>The words for pods that the cluster ended.</summary>
internal static class EndWords
{
    private const string Again = "Create the container again.";

    public static ContainerFailure OutOfResources(string? why) => Evicted(
        $"The node ran short of memory, disk or process ids, and put the container out{Failures.Because(why)}.",
        "Create the container again. If it happens often, ask the cluster's operator for room.");

    public static ContainerFailure DiskFull(string? why) => Evicted(
        $"The container wrote more to its disk than it may, and was put out{Failures.Because(why)}.",
        "Create the container again, and have it keep less on its disk: its files and its log count together.");

    public static ContainerFailure Preempted(string? why) => Evicted(
        $"The container had to make room for a more important one{Failures.Because(why)}.",
        "Create the container again. If it happens often, ask the cluster's operator for room.");

    public static ContainerFailure Drained(string? why) => Evicted($"The container's node was emptied, as before maintenance{Failures.Because(why)}.", Again);

    public static ContainerFailure NodeShutDown(string? why) => Evicted($"The node ended the container, as when it shuts down{Failures.Because(why)}.", Again);

    public static ContainerFailure NodeLost(string? why) => Failures.Make(
        FailurePhase.Running, FailureReason.NodeLost, $"The node that ran the container went away or was emptied{Failures.Because(why)}.", Again);

    public static ContainerFailure NodeSilent() => Failures.Make(
        FailurePhase.Running,
        FailureReason.NodeLost,
        "The node that ran the container does not answer any more.",
        Again);

    public static ContainerFailure NotAdmitted(string? why) => Failures.Make(
        FailurePhase.Scheduling, FailureReason.Unschedulable, $"The node that was found for the container did not take it{Failures.Because(why)}.", Again);

    public static ContainerFailure Exited(int? exitCode, string? why) => Failures.Make(
        FailurePhase.Starting,
        FailureReason.Exited,
        $"The container's pod has ended{(exitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" with exit code {code}") : "")}{Failures.Because(why)}.",
        "Create the container again, with an image that keeps running.");

    private static ContainerFailure Evicted(string message, string hint) => Failures.Make(FailurePhase.Running, FailureReason.Evicted, message, hint);
}
