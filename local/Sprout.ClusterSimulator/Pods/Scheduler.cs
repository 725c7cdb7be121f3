using Sprout.ClusterSimulator.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>Binds pods to nodes, or says why none takes them; deletes those that must go, as scheduler and node controller do.</summary>
internal sealed class Scheduler(NodePool nodes, PodEvents events)
{
    /// <summary>Carries out one stage; answers with the next one.</summary>
    public PodStage Run(PodStage stage, PodCourse course, PodTree pod) => stage switch
    {
        PodStage.Schedule => Schedule(course, pod),
        PodStage.Preempt => Preempt(pod),
        PodStage.LoseNode => LoseNode(pod),
        PodStage.EvictByTaint => EvictByTaint(pod),
        _ => PodStage.Rest,
    };

    private PodStage Schedule(PodCourse course, PodTree pod)
    {
        var problem = course.Unschedulable ?? nodes.ProblemOf(PodResources.Of(pod.Spec));
        if (problem is not null || nodes.Next() is not { } node)
        {
            pod.SetCondition("PodScheduled", false, "Unschedulable", problem);
            events.Warn(pod, "default-scheduler", "FailedScheduling", problem!);
            return PodStage.Rest;
        }

        pod.Spec["nodeName"] = node.Name;
        pod.SetCondition("Initialized", true);
        pod.CreateContainerStatuses();
        pod.Wait("ContainerCreating", null);
        pod.SetReady(false);
        pod.SetCondition("PodScheduled", true);
        pod.Status["hostIP"] = node.Address;
        pod.SetStartTime();
        events.Tell(pod, "default-scheduler", "Scheduled", $"Successfully assigned {pod.Namespace}/{pod.Name} to {node.Name}");
        events.Tell(pod, "kubelet", "Pulling", $"Pulling image \"{pod.Image}\"");
        return PodStage.Pulled;
    }

    private PodStage Preempt(PodTree pod)
    {
        pod.SetCondition("DisruptionTarget", true, "PreemptionByScheduler", "default-scheduler: preempting to accommodate a higher priority pod");
        events.Tell(pod, "default-scheduler", "Preempted", $"Preempted by default/important on node {pod.NodeName}");
        return PodStage.Rest;
    }

    // The node controller's part; the containers stay as their kubelet last told.
    private static PodStage LoseNode(PodTree pod)
    {
        pod.SetCondition("Ready", false);
        return PodStage.EvictByTaint;
    }

    private PodStage EvictByTaint(PodTree pod)
    {
        pod.SetCondition("DisruptionTarget", true, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint");
        events.Tell(pod, "taint-eviction-controller", "TaintManagerEviction", $"Marking for deletion Pod {pod.Namespace}/{pod.Name}");
        return PodStage.Rest;
    }
}
