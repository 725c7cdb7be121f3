using System.Diagnostics;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Hosting.Telemetry;
using Sprout.Lifecycle.Observer;

namespace Sprout.Lifecycle.Telemetry;

/// <summary>The source <c>Sprout.Lifecycle</c>: what the cluster did with a pod, in the trace of the request that it was made for.</summary>
internal static class PodTraces
{
    public const string SourceName = "Sprout.Lifecycle";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// The span within which it is told: from when the pod was first seen until now, as long as it starts. What befalls it afterwards, perhaps days later, is
    /// another story: a trace of its own that is linked to the first. Null where nobody listens, or the pod belongs to no trace.
    /// </summary>
    public static Activity? Tell(ObservedPod pod, object message)
    {
        if (pod.TraceParent is null || !Source.HasListeners() || !ActivityContext.TryParse(pod.TraceParent, traceState: null, isRemote: true, out var trace))
            return null;
        var activity = message is PodLost
            ? Source.StartActivity("pod lost", ActivityKind.Internal, parentContext: default, links: [new(trace)])
            : Source.StartActivity(NameOf(message), ActivityKind.Internal, trace, startTime: pod.FirstSeenAt);
        if (activity is not { IsAllDataRequested: true })
            return activity;
        activity.SetTag(SpanTags.Container, pod.ContainerId.ToString("D"));
        activity.SetTag("k8s.pod.name", ContainerPod.NameOf(pod.ContainerId));
        activity.SetTag("k8s.pod.uid", pod.Uid);
        NoteStage(activity, "scheduled", pod.ScheduledAt);
        NoteStage(activity, "pulled", pod.PulledAt);
        NoteStage(activity, "ready", pod.ReadyAt);
        if (message is PodProvisioningFailed or PodLost && pod.Signal.Failure is { } failure)
            activity.SetStatus(ActivityStatusCode.Error, failure.Reason.ToString());
        return activity;
    }

    private static string NameOf(object message) => message switch
    {
        PodProvisioned => "pod ready",
        PodProvisioningFailed => "pod failed",
        _ => "pod progressed",
    };

    private static void NoteStage(Activity activity, string stage, DateTimeOffset? at)
    {
        if (at is { } time)
            activity.AddEvent(new(stage, time));
    }
}
