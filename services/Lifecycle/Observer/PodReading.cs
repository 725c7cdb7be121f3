using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer;

/// <summary>Reads a pod's status as the kubelet and the scheduler write it (kubelet's container waiting reasons, pod conditions).</summary>
internal sealed class PodReading
{
    private readonly V1Pod _pod;
    private readonly FailurePhase _startPhase;
    private readonly TimeSpan _unschedulableGrace;

    public PodReading(V1Pod pod, bool wasReady, TimeSpan unschedulableGrace)
    {
        _pod = pod;
        _startPhase = wasReady ? FailurePhase.Running : FailurePhase.Starting;
        _unschedulableGrace = unschedulableGrace;
    }

    /// <summary>From when on <see cref="Signal"/> counts; null for at once.</summary>
    public DateTimeOffset? SignalFrom =>
        Condition("PodScheduled") is { Status: "False", Reason: "Unschedulable", LastTransitionTime: { } since } ? since + _unschedulableGrace : null;

    public PodSignal Signal() => Ended() ?? ContainerTrouble() ?? Ready() ?? Unschedulable() ?? PodSignal.None;

    private PodSignal? Ended() => (_pod.Status?.Phase, _pod.Status?.Reason) switch
    {
        ("Failed", "Evicted") => Failing(Failures.Evicted(_pod.Status?.Message)),
        (_, "NodeLost") => Failing(Failures.NodeLost(_pod.Status?.Message)),
        ("Failed" or "Succeeded", var reason) => Failing(Failures.Exited(_startPhase, _pod.Status?.Message ?? reason)),
        _ => null,
    };

    private PodSignal? ContainerTrouble()
    {
        foreach (var status in _pod.Status?.ContainerStatuses ?? [])
        {
            // ErrImagePull is the first try; the back-off means that the kubelet has tried again.
            switch (status.State?.Waiting?.Reason)
            {
                case "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull":
                    return Failing(Failures.ImagePull(status.Image ?? "", status.State.Waiting.Message));
                case "CrashLoopBackOff" when status.LastState?.Terminated?.Reason == "OOMKilled":
                    return Failing(Failures.OutOfMemory(_startPhase));
                case "CrashLoopBackOff":
                    return Failing(Failures.Crash(_startPhase, status.LastState?.Terminated?.ExitCode, status.RestartCount));
                case "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError":
                    return Failing(Failures.Configuration(status.State.Waiting.Message));
            }
        }

        return null;
    }

    private PodSignal? Ready() =>
        Condition("Ready") is { Status: "True" } ready ? new(PodSignalKind.Ready, At: ready.LastTransitionTime) : null;

    private PodSignal? Unschedulable() =>
        Condition("PodScheduled") is { Status: "False", Reason: "Unschedulable" } condition ? Failing(Failures.Unschedulable(condition.Message)) : null;

    private V1PodCondition? Condition(string type) => _pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    private static PodSignal Failing(ContainerFailure failure) => new(PodSignalKind.Failing, Failure: failure);
}
