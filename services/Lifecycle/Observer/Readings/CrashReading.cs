using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads a process that ends. The kubelet starts it again at once the first time, then backs off (CrashLoopBackOff: 10 s, 20 s, 40 s, up to
/// 5 minutes); one end alone says nothing yet.
/// </summary>
internal static class CrashReading
{
    /// <summary>Null for a container whose process runs, or may be about to.</summary>
    public static PodSignal? Of(V1ContainerStatus container) => container switch
    {
        { State.Waiting.Reason: "CrashLoopBackOff" } => Failing(container.LastState?.Terminated ?? container.State.Terminated),
        // Killed twice: what it needs is not what it gets.
        { State.Terminated: { Reason: "OOMKilled" } ended, RestartCount: > 0 } => Failing(ended),
        _ => null,
    };

    /// <summary>What the last line of its log makes of a crash.</summary>
    public static ContainerFailure WithLastLine(ContainerFailure failure, string line) => line switch
    {
        "" => failure,
        _ when line.Contains("exec format error", StringComparison.OrdinalIgnoreCase) => StartWords.WrongPlatform() with { Phase = failure.Phase },
        _ => failure with { Message = $"{failure.Message.TrimEnd('.')}. Its log ends with: {line.TrimEnd('.')}." },
    };

    private static PodSignal Failing(V1ContainerStateTerminated? ended) =>
        PodSignal.Failing(ended?.Reason == "OOMKilled" ? CrashWords.OutOfMemory() : CrashWords.Ended(ended?.ExitCode, ended?.Reason)) with { HasLog = ended?.Reason != "OOMKilled" };
}
