namespace Sprout.ClusterSimulator.Pods;

/// <summary>What becomes of a pod.</summary>
public enum PodBehaviour
{
    /// <summary>It gets Ready and stays so.</summary>
    Healthy,

    /// <summary>No node matches it: PodScheduled is False, reason Unschedulable.</summary>
    Unschedulable,

    /// <summary>The same, because no node has the processors left.</summary>
    UnschedulableByCpu,

    /// <summary>The same, because no node has the memory left.</summary>
    UnschedulableByMemory,

    /// <summary>The same, because every node has a taint that it does not tolerate.</summary>
    UnschedulableByTaint,

    /// <summary>Its image does not exist: ErrImagePull and ImagePullBackOff, in turn.</summary>
    PullFails,

    /// <summary>The same, because the registry wants a login.</summary>
    PullDenied,

    /// <summary>The same, because the image is made for other processors.</summary>
    PullOfOtherPlatform,

    /// <summary>The same, because the registry answers that too much was asked of it.</summary>
    PullThrottled,

    /// <summary>The same, because the registry does not answer.</summary>
    RegistryAway,

    /// <summary>The registry does not answer three times, then the image comes and it gets Ready.</summary>
    RegistryReturns,

    /// <summary>The image's name is none: InvalidImageName.</summary>
    NameInvalid,

    /// <summary>Something that it mentions is missing: CreateContainerConfigError.</summary>
    ConfigurationMissing,

    /// <summary>Its image runs as root, and it may not: CreateContainerConfigError.</summary>
    RunsAsRoot,

    /// <summary>Its image says no command, nor does it: CreateContainerError.</summary>
    NoCommand,

    /// <summary>Its command is not in the image: StartError, RunContainerError and CrashLoopBackOff.</summary>
    CommandMissing,

    /// <summary>It starts and exits with code 3, again and again: CrashLoopBackOff.</summary>
    Crashes,

    /// <summary>The same, but each time only after it was Ready for a while, with code 1.</summary>
    CrashesAfterReady,

    /// <summary>It starts and ends with code 0, again and again: CrashLoopBackOff.</summary>
    Completes,

    /// <summary>It starts and is killed for using too much memory (OOMKilled, exit code 137), again and again.</summary>
    RunsOutOfMemory,

    /// <summary>The same, but each time only after it was Ready for a while.</summary>
    RunsOutOfMemoryAfterReady,

    /// <summary>It runs, but its readiness probe never succeeds.</summary>
    NeverReady,

    /// <summary>It runs, and its readiness probe succeeds after a long time.</summary>
    ReadyLate,

    /// <summary>It gets Ready, and its node puts it out soon after: phase Failed, reason Evicted, condition DisruptionTarget.</summary>
    IsEvicted,

    /// <summary>It gets Ready, and is put out soon after for having written more than its limit of ephemeral-storage: phase Failed, reason Evicted. Without a limit it stays.</summary>
    FillsItsDisk,

    /// <summary>It gets Ready, and is deleted soon after for one that matters more: condition DisruptionTarget, then it stops.</summary>
    IsPreempted,

    /// <summary>It gets Ready, and its node stops soon after: no more Ready, then Terminating until it is deleted without grace.</summary>
    LosesNode,

    /// <summary>It gets Ready, but every step takes twenty times as long.</summary>
    Slow,

    /// <summary>It gets Ready, and has written two thousand lines by then.</summary>
    Chatty,
}
