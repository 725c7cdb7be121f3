using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>What the scheduler and a kubelet write into a pod at each stage, and what they do next. Pure but for time and addresses.</summary>
internal sealed class Kubelet(NodePool nodes, IdSource ids, PodEvents events)
{
    /// <summary>Carries out one stage; answers with the next one.</summary>
    public PodStage Run(PodStage stage, PodBehaviour behaviour, PodTree pod) => stage switch
    {
        PodStage.Schedule => Schedule(behaviour, pod),
        PodStage.Pulled => behaviour == PodBehaviour.PullFails ? FailPull(pod) : Pulled(pod),
        PodStage.BackOffPull => BackOffPull(pod),
        PodStage.Start => behaviour == PodBehaviour.PullFails ? FailPull(pod) : Start(behaviour, pod),
        PodStage.Ready => Ready(behaviour, pod),
        PodStage.Exit => Exit(behaviour, pod),
        PodStage.BackOffRestart => BackOffRestart(pod),
        PodStage.Evict => Evict(pod),
        _ => PodStage.Rest,
    };

    private PodStage Schedule(PodBehaviour behaviour, PodTree pod)
    {
        var problem = behaviour == PodBehaviour.Unschedulable
            ? "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity."
            : nodes.ProblemOf(PodResources.Of(pod.Spec));
        if (problem is not null)
        {
            pod.SetCondition("PodScheduled", false, "Unschedulable", problem);
            events.Warn(pod, "default-scheduler", "FailedScheduling", problem);
            return PodStage.Rest;
        }

        var node = nodes.Next();
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

    private PodStage Pulled(PodTree pod)
    {
        events.Tell(pod, "kubelet", "Pulled", $"Successfully pulled image \"{pod.Image}\"");
        return PodStage.Start;
    }

    private PodStage FailPull(PodTree pod)
    {
        var problem = $"rpc error: code = NotFound desc = failed to pull and unpack image \"{pod.Image}\": failed to resolve reference \"{pod.Image}\": {pod.Image}: not found";
        pod.Wait("ErrImagePull", problem);
        events.Warn(pod, "kubelet", "Failed", $"Failed to pull image \"{pod.Image}\": {problem}");
        return PodStage.BackOffPull;
    }

    private PodStage BackOffPull(PodTree pod)
    {
        var problem = $"Back-off pulling image \"{pod.Image}\"";
        pod.Wait("ImagePullBackOff", problem);
        events.Tell(pod, "kubelet", "BackOff", problem);
        return PodStage.Start;
    }

    private PodStage Start(PodBehaviour behaviour, PodTree pod)
    {
        if (pod.TakeNewImages())
        {
            pod.Exit(0, "Completed");
        }

        var isRestart = pod.ContainerStatuses.Any(status =>
            status.Object("state")?.ContainsKey("terminated") == true || status.Object("lastState")?.ContainsKey("terminated") == true);
        pod.Run(isRestart);
        pod.Status["phase"] = "Running";
        pod.GiveAddress(ids);
        pod.SetReady(false);
        events.Tell(pod, "kubelet", "Started", $"Started container {pod.ContainerNames}");
        if (behaviour is PodBehaviour.Crashes or PodBehaviour.RunsOutOfMemory)
        {
            return PodStage.Exit;
        }

        if (behaviour == PodBehaviour.NeverReady)
        {
            events.Warn(pod, "kubelet", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
            return PodStage.Rest;
        }

        // Without a readiness probe a container is ready once it runs, and a kubelet writes both at once.
        return pod.HasReadinessProbe ? PodStage.Ready : Ready(behaviour, pod);
    }

    private static PodStage Ready(PodBehaviour behaviour, PodTree pod)
    {
        pod.SetReady(true);
        return behaviour == PodBehaviour.IsEvicted ? PodStage.Evict : PodStage.Rest;
    }

    private static PodStage Exit(PodBehaviour behaviour, PodTree pod)
    {
        var (code, reason) = behaviour == PodBehaviour.RunsOutOfMemory ? (137, "OOMKilled") : (3, "Error");
        pod.Exit(code, reason);
        pod.SetReady(false);
        if (pod.Spec.Text("restartPolicy") == "Never")
        {
            pod.Status["phase"] = "Failed";
            return PodStage.Rest;
        }

        return PodStage.BackOffRestart;
    }

    private PodStage BackOffRestart(PodTree pod)
    {
        var container = pod.Containers.First().Text("name");
        var problem = $"back-off 10s restarting failed container={container} pod={pod.Name}_{pod.Namespace}({pod.Uid})";
        pod.Wait("CrashLoopBackOff", problem);
        events.Warn(pod, "kubelet", "BackOff", "Back-off restarting failed container");
        return PodStage.Start;
    }

    private PodStage Evict(PodTree pod)
    {
        const string Problem = "The node was low on resource: memory.";
        pod.Exit(137, "Error");
        pod.SetReady(false);
        pod.Status["phase"] = "Failed";
        pod.Status["reason"] = "Evicted";
        pod.Status["message"] = Problem;
        events.Warn(pod, "kubelet", "Evicted", Problem);
        return PodStage.Rest;
    }
}
