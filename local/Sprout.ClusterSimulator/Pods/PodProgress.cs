using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>Reads from a pod's status what happens to it next.</summary>
internal static class PodProgress
{
    public static PodStage NextStage(JsonObject pod, PodCourse course)
    {
        if (pod.Object("status").Text("phase") is "Failed" or "Succeeded")
        {
            return PodStage.Rest;
        }

        if (pod.Object("spec").Text("nodeName") is null)
        {
            return PodStage.Schedule;
        }

        var status = pod.Object("status").Array("containerStatuses").Objects().FirstOrDefault();
        var state = status.Object("state");
        return state switch
        {
            null => PodStage.Schedule,
            _ when state.Object("running") is not null => status.Flag("ready") == true ? course.AfterReady : PodStage.Start,
            _ when state.Object("terminated") is not null => PodStage.BackOffRestart,
            _ when state.Object("waiting").Text("reason") is "ErrImagePull" => PodStage.BackOffPull,
            _ when state.Object("waiting").Text("reason") is "RunContainerError" => PodStage.BackOffRestart,
            _ when state.Object("waiting").Text("reason") is "ImagePullBackOff" or "CrashLoopBackOff" => PodStage.Start,
            _ => PodStage.Pulled,
        };
    }
}
