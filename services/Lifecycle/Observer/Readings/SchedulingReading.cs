using System.Text.RegularExpressions;
using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads why no node takes a pod: condition PodScheduled, reason Unschedulable, whose message counts nodes by what keeps them out
/// (<c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {a: b}. preemption: …</c>; wordings of Kubernetes 1.20 to 1.34).
/// </summary>
internal static partial class SchedulingReading
{
    /// <summary>Null for a pod that has a node, or has not been looked at.</summary>
    /// <param name="scheduled">The condition PodScheduled; null before there is one.</param>
    /// <param name="since">From when on patience is measured.</param>
    /// <param name="options">How long it is.</param>
    public static PodSignal? Of(V1PodCondition? scheduled, DateTimeOffset since, ObserverOptions options) =>
        scheduled is { Status: "False", Reason: "Unschedulable" }
            ? PodSignal.Failing(Failure(scheduled.Message), since + options.UnschedulableGrace)
            : null;

    /// <summary>The words. Where nodes differ, what room there is comes before who is let in: that is what changes.</summary>
    public static ContainerFailure Failure(string? message)
    {
        var why = Preemption().Replace(message ?? "", "").Trim();
        bool Says(string words) => why.Contains(words, StringComparison.OrdinalIgnoreCase);
        return (Says("insufficient cpu"), Says("insufficient memory")) switch
        {
            (true, true) => Make("No node has enough CPU and memory left for the container", why, Full),
            (true, false) => Make("No node has enough CPU left for the container", why, Full),
            (false, true) => Make("No node has enough memory left for the container", why, Full),
            _ when Says("insufficient ephemeral-storage") => Make("No node has enough disk left for the container", why, Full),
            _ when Says("too many pods") => Make("The nodes run as many pods as they may", why, Full),
            _ when Says("insufficient ") => Make("No node has what the container needs left", why, Full),
            _ when Says("no nodes available") => Make("The cluster has no nodes", why, "Try again later, or ask the cluster's operator to start a node."),
            _ when Says("node.kubernetes.io/not-ready") || Says("node.kubernetes.io/unreachable") || Says("NotReady") =>
                Make("No node is ready", why, "Try again in a few minutes. If it lasts, ask the cluster's operator."),
            _ when Says("node affinity") || Says("node selector") =>
                Make("No node is of the kind that containers are meant for", why, "Ask the cluster's operator for a node with the labels that containers ask for."),
            _ when Says("were unschedulable") || Says("node.kubernetes.io/unschedulable") =>
                Make("The nodes take no new pods, as before maintenance", why, "Try again later, or ask the cluster's operator."),
            _ when Says("taint") => Make("The nodes are reserved for other work", why, "Ask the cluster's operator for a node that takes Sprout's pods: the taints keep them out."),
            _ => Make("No node could take the container", why, Full),
        };
    }

    private const string Full = "The cluster is full. Try again later, or ask its operator for room.";

    private static ContainerFailure Make(string message, string why, string hint) =>
        Failures.Make(FailurePhase.Scheduling, FailureReason.Unschedulable, $"{message}{Failures.Because(why)}.", hint);

    // Since 1.24 the message goes on with why nobody else can be put out, which is no help to anybody here.
    [GeneratedRegex(@"\.?\s*preemption:.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Preemption();
}
