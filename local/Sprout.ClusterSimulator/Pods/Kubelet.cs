using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>What a kubelet writes into a pod at each stage, and what it does next. Pure but for time and addresses.</summary>
internal sealed class Kubelet(IdSource ids, PodEvents events)
{
    /// <summary>Carries out one stage for the so-manieth time, from 0; answers with the next one.</summary>
    public PodStage Run(PodStage stage, PodCourse course, long attempt, PodTree pod) => stage switch
    {
        PodStage.Pulled => Pulled(course, attempt, pod),
        PodStage.BackOffPull => BackOffPull(pod),
        PodStage.Start when IsPulling(pod) && Pulled(course, attempt, pod) is PodStage.BackOffPull => PodStage.BackOffPull,
        PodStage.Start => Start(course, pod),
        PodStage.Ready => Ready(course, pod),
        PodStage.Exit => Exit(course, pod),
        PodStage.BackOffRestart => BackOffRestart(pod),
        PodStage.Evict => Evict(course, pod),
        _ => PodStage.Rest,
    };

    private static bool IsPulling(PodTree pod) => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff";

    private PodStage Pulled(PodCourse course, long attempt, PodTree pod)
    {
        if (course.PullProblem is { } tell && attempt < course.FailedPulls)
        {
            var problem = tell(pod.Image);
            pod.Wait("ErrImagePull", problem);
            events.Warn(pod, "kubelet", "Failed", $"Failed to pull image \"{pod.Image}\": {problem}");
            return PodStage.BackOffPull;
        }

        events.Tell(pod, "kubelet", "Pulled", $"Successfully pulled image \"{pod.Image}\"");
        return PodStage.Start;
    }

    private PodStage BackOffPull(PodTree pod)
    {
        var problem = $"Back-off pulling image \"{pod.Image}\"";
        pod.Wait("ImagePullBackOff", problem);
        events.Tell(pod, "kubelet", "BackOff", problem);
        return PodStage.Start;
    }

    private PodStage Start(PodCourse course, PodTree pod)
    {
        if (course.Problem is { } problem)
        {
            return Fail(problem, pod);
        }

        if (pod.TakeNewImages())
        {
            pod.Exit(new(0, "Completed"));
        }

        pod.Run(pod.HasEndedBefore);
        pod.Status["phase"] = "Running";
        pod.GiveAddress(ids);
        pod.SetReady(false);
        events.Tell(pod, "kubelet", "Started", $"Started container {pod.ContainerNames}");
        if (course is { Exit: not null, AfterReady: not PodStage.Exit })
        {
            return PodStage.Exit;
        }

        if (course.IsNeverReady || course.ReadySlowness > 1)
        {
            events.Warn(pod, "kubelet", "Unhealthy", $"Readiness probe failed: dial tcp {pod.Address}:80: connect: connection refused");
        }

        // Without a readiness probe a container is ready once it runs, and a kubelet writes both at once.
        return course.IsNeverReady ? PodStage.Rest
            : pod.HasReadinessProbe || course.ReadySlowness > 1 ? PodStage.Ready
            : Ready(course, pod);
    }

    // A container that could be made but not started ends with code 128, and is tried again like one that crashed.
    private PodStage Fail(ContainerProblem problem, PodTree pod)
    {
        var message = problem.Message(pod);
        if (problem.IsTried)
        {
            pod.EndUnstarted("StartError", message);
        }

        pod.Wait(problem.Reason, message);
        events.Warn(pod, "kubelet", "Failed", $"Error: {(problem.IsTried ? message : problem.Reason == "InvalidImageName" ? problem.Reason : message)}");
        return problem.IsTried ? PodStage.BackOffRestart : PodStage.Rest;
    }

    private static PodStage Ready(PodCourse course, PodTree pod)
    {
        pod.SetReady(true);
        return course.AfterReady;
    }

    private static PodStage Exit(PodCourse course, PodTree pod)
    {
        pod.Exit(course.Exit!);
        pod.SetReady(false);
        if (pod.Spec.Text("restartPolicy") == "Never")
        {
            pod.Status["phase"] = course.Exit!.Code == 0 ? "Succeeded" : "Failed";
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

    private PodStage Evict(PodCourse course, PodTree pod)
    {
        if (course.Eviction!.Message(pod) is not { } problem)
        {
            return PodStage.Rest;
        }

        if (course.Eviction.IsForItsNode)
        {
            pod.Exit(new(137, "Error"));
            pod.SetReady(false);
            pod.SetCondition("DisruptionTarget", true, "TerminationByKubelet", problem);
        }
        else
        {
            pod.ForgetAllButItsStart();
        }

        pod.Status["phase"] = "Failed";
        pod.Status["reason"] = "Evicted";
        pod.Status["message"] = problem;

        events.Warn(pod, "kubelet", "Evicted", problem);
        return PodStage.Rest;
    }
}
