namespace Sprout.ClusterSimulator.Pods;

/// <summary>What becomes of a pod.</summary>
public enum PodBehaviour
{
    /// <summary>It gets Ready and stays so.</summary>
    Healthy,

    /// <summary>No node takes it: PodScheduled is False, reason Unschedulable.</summary>
    Unschedulable,

    /// <summary>Its image cannot be pulled: ErrImagePull and ImagePullBackOff, in turn.</summary>
    PullFails,

    /// <summary>It starts and exits with code 3, again and again: CrashLoopBackOff.</summary>
    Crashes,

    /// <summary>It starts and is killed for using too much memory (OOMKilled, exit code 137), again and again.</summary>
    RunsOutOfMemory,

    /// <summary>It runs, but its readiness probe never succeeds.</summary>
    NeverReady,

    /// <summary>It gets Ready, and is evicted soon after: phase Failed, reason Evicted.</summary>
    IsEvicted,

    /// <summary>It gets Ready, but every step takes twenty times as long.</summary>
    Slow,
}
