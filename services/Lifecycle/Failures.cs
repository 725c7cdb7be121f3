using Sprout.Contracts;

namespace Sprout.Lifecycle;

/// <summary>The words for the ways in which a container fails: what happened, and what a person can do. Those that a pod's status shows stand in <c>Observer/Readings</c>.</summary>
internal static class Failures
{
    /// <summary>Longest quotation of the cluster's own words, in characters.</summary>
    private const int MostQuoted = 300;

    public static ContainerFailure DeletedExternally() => Make(
        FailurePhase.Running,
        FailureReason.DeletedExternally,
        "The container's pod was deleted from the cluster by somebody else.",
        "Create the container again. If this was not you, ask the operator of the cluster.");

    public static ContainerFailure Make(FailurePhase phase, FailureReason reason, string message, string hint) =>
        new() { Phase = phase, Reason = reason, Message = message, Hint = hint };

    /// <summary>The cluster's own words in brackets, or nothing where it has none.</summary>
    public static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({Cut(reason.Trim().TrimEnd('.'))})";

    private static string Cut(string text) => text.Length <= MostQuoted ? text : text[..MostQuoted] + "…";
}
