using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads the end of a pod, other than by our own deletion: phases Failed and Succeeded, which are final whatever the restart policy; the condition
/// DisruptionTarget (since 1.26) on one that is being deleted; and one that should have ended long ago, for its node does not answer.
/// </summary>
internal static class EndReading
{
    /// <summary>Null while it lives, or is leaving in good order.</summary>
    public static PodSignal? Of(V1Pod pod, ObserverOptions options)
    {
        var status = pod.Status;
        if (status?.Reason == "NodeLost")
            return PodSignal.Failing(EndWords.NodeLost(status.Message));
        if (status?.Phase is "Failed" or "Succeeded")
            return Final(status);
        if (pod.Metadata.DeletionTimestamp is not { } deleted)
            return null;
        // The timestamp has the grace period in it already. Without its kubelet a pod stays as it is until somebody forces it out.
        var overdue = deleted + options.TerminationGrace;
        return Disruption(status) is { } disruption
            ? new(PodSignalKind.Failing, disruption) { From = overdue, LostFrom = null }
            : PodSignal.Failing(EndWords.NodeSilent(), overdue);
    }

    private static PodSignal Final(V1PodStatus status) => Disruption(status) is { } disruption
        ? PodSignal.Failing(disruption)
        : status.Reason switch
        {
            "Evicted" => PodSignal.Failing(EndWords.OutOfResources(status.Message)),
            "Preempting" or "Preempted" => PodSignal.Failing(EndWords.Preempted(status.Message)),
            "Terminated" or "NodeShutdown" or "Shutdown" => PodSignal.Failing(EndWords.NodeShutDown(status.Message)),
            // The kubelet admits a pod once more, and may find that another was quicker (OutOfcpu, OutOfmemory, OutOfpods).
            { } reason when reason.StartsWith("OutOf", StringComparison.Ordinal) || reason is "NodeAffinity" or "UnexpectedAdmissionError" =>
                PodSignal.Failing(EndWords.NotAdmitted(status.Message ?? reason)),
            _ => Ended(status),
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
                _ => EndWords.OutOfResources(status.Message ?? condition.Message),
            };
}
