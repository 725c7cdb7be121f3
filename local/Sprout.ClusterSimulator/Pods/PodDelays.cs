namespace Sprout.ClusterSimulator.Pods;

/// <summary>How long each step of a pod's life takes.</summary>
internal sealed class PodDelays(ClusterSimulatorOptions options)
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    public TimeSpan Before(PodStage stage, PodCourse course, long attempt) =>
        Of(stage, course, attempt) * course.Slowness;

    // A kubelet doubles its back-off up to five minutes; ours begins shorter.
    private TimeSpan BackOff(long attempt)
    {
        var grown = options.BackOff * Math.Pow(2, Math.Min(attempt, 20));
        return grown < LongestBackOff ? grown : LongestBackOff;
    }

    private TimeSpan Of(PodStage stage, PodCourse course, long attempt) => stage switch
    {
        PodStage.Schedule => options.Schedule,
        PodStage.Pulled => options.Pull,
        PodStage.BackOffPull or PodStage.BackOffRestart => options.Start,
        PodStage.Start => attempt == 0 ? options.Start : BackOff(attempt - 1),
        PodStage.Ready => options.Start / 2 * course.ReadySlowness,
        PodStage.Exit when course.AfterReady != PodStage.Exit => options.Start,
        PodStage.Exit or PodStage.Evict or PodStage.Preempt or PodStage.LoseNode => options.Lifetime,
        PodStage.EvictByTaint => options.EvictAfter,
        _ => TimeSpan.Zero,
    };
}
