using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads the end of a pod, other than by our own deletion: phases Failed and Succeeded, which are final whatever the restart policy; the condition
/// DisruptionTarget (since 1.26) on one that is being deleted; and one that should have ended long ago, for its node does not answer. Since 1.27 the
/// kubelet writes a final phase on every pod that is being deleted, which says nothing of why.
/// </summary>
internal static class EndReading
{
    /// <summary>Null while it lives, or is leaving in good order.</summary>
    /// <param name="pod">As the cluster shows it.</param>
    /// <param name="leavingSince">Since when it has been seen being deleted.</param>
    /// <param name="options">How patient to be.</param>
    public static PodSignal? Of(V1Pod pod, DateTimeOffset leavingSince, ObserverOptions options)
    {
        var status = pod.Status;
        if (status?.Reason == "NodeLost")
            return PodSignal.Failing(EndWords.NodeLost(status.Message));
        var hasEnded = status?.Phase is "Failed" or "Succeeded";
        if (pod.Metadata.DeletionTimestamp is not { } deleted)
            return hasEnded ? Disruption(status) is { } announced ? PodSignal.Failing(announced) : OfReason(status!) ?? Ended(status!) : null;
        // The timestamp has the grace period in it already. Without its kubelet a pod stays as it is until somebody forces it out.
        var overdue = (leavingSince > deleted ? leavingSince : deleted) + options.TerminationGrace;
        if (Disruption(status) is { } disruption)
            return new(PodSignalKind.Failing, disruption) { From = overdue, LostFrom = null };
        return (hasEnded ? OfReason(status!) : null) ?? PodSignal.Failing(EndWords.NodeSilent(), overdue);
    }

    // Null where it only says that its process ended.
    private static PodSignal? OfReason(V1PodStatus status) => status.Reason switch
    {
        "Evicted" => PodSignal.Failing(PutOut(status.Message)),
        "Preempting" or "Preempted" => PodSignal.Failing(EndWords.Preempted(status.Message)),
        "Terminated" or "NodeShutdown" or "Shutdown" => PodSignal.Failing(EndWords.NodeShutDown(status.Message)),
        // The kubelet admits a pod once more, and may find that another was quicker (OutOfcpu, OutOfmemory, OutOfpods).
        { } reason when reason.StartsWith("OutOf", StringComparison.Ordinal) || reason is "NodeAffinity" or "UnexpectedAdmissionError" =>
            PodSignal.Failing(EndWords.NotAdmitted(status.Message ?? reason)),
        _ => null,
    };

    private static PodSignal Ended(V1PodStatus status)
    {
        var ended = status.ContainerStatuses?.Select(container => container.State?.Terminated).FirstOrDefault(each => each is not null);
        return PodSignal.Failing(ended?.Reason == "OOMKilled" ? CrashWords.OutOfMemory() : EndWords.Exited(ended?.ExitCode, status.Message ?? status.Reason)) with { HasLog = ended is not null };
    }

    // Reasons: k8s.io/api/core/v1 and kubernetes.io/docs/concepts/workloads/pods/disruptions, "Pod disruption conditions".
    private static ContainerFailure? Disruption(V1PodStatus? status) =>
        status?.Conditions?.FirstOrDefault(condition => condition is { Type: "DisruptionTarget", Status: "True" }) is not { } condition
            ? null
            : condition.Reason switch
            {
                "DeletionByTaintManager" or "DeletionByPodGC" => EndWords.NodeLost(condition.Message),
                "PreemptionByScheduler" or "PreemptionByKubeScheduler" => EndWords.Preempted(condition.Message),
                "EvictionByEvictionAPI" => EndWords.Drained(condition.Message),
                "TerminationByKubelet" when status.Reason != "Evicted" => EndWords.NodeShutDown(condition.Message),
                _ => PutOut(status.Message ?? condition.Message),
            };

    // A kubelet puts a pod out because its node is short, or for what the pod itself has written: all its containers, or one (kubelet/eviction/eviction_manager.go,
    // the same words from Kubernetes 1.20 to 1.34).
    private static ContainerFailure PutOut(string? why) =>
        why is not null && (why.Contains("ephemeral local storage usage exceeds", StringComparison.Ordinal) || why.Contains("exceeded its local ephemeral storage limit", StringComparison.Ordinal))
            ? EndWords.DiskFull(why)
            : EndWords.OutOfResources(why);
}
