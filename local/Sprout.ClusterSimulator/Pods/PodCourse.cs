namespace Sprout.ClusterSimulator.Pods;

/// <summary>What a behaviour means at each stage of a pod's life. What is not said goes well.</summary>
internal sealed record PodCourse
{
    /// <summary>Why no node takes it, in the scheduler's words.</summary>
    public string? Unschedulable { get; init; }

    /// <summary>Why its image cannot be pulled, in containerd's words, from the image.</summary>
    public Func<string, string>? PullProblem { get; init; }

    /// <summary>How often pulling fails before it succeeds.</summary>
    public long FailedPulls { get; init; } = long.MaxValue;

    /// <summary>What the kubelet waits for instead of starting the container.</summary>
    public ContainerProblem? Problem { get; init; }

    /// <summary>How its container ends by itself.</summary>
    public ContainerExit? Exit { get; init; }

    /// <summary>Whether its readiness probe never succeeds.</summary>
    public bool IsNeverReady { get; init; }

    /// <summary>What happens some time after it was ready.</summary>
    public PodStage AfterReady { get; init; } = PodStage.Rest;

    /// <summary>Why its node puts it out.</summary>
    public PodEviction? Eviction { get; init; }

    /// <summary>How much longer than others' its steps take.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>How much longer than others' its way from running to ready takes.</summary>
    public double ReadySlowness { get; init; } = 1;

    /// <summary>What it writes while it starts.</summary>
    public IReadOnlyList<string> Output { get; init; } = ["listening"];

    /// <summary>What it writes last before it ends.</summary>
    public IReadOnlyList<string> LastOutput { get; init; } = ["received SIGTERM, shutting down"];
}
