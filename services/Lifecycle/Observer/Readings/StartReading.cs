using System.Text.RegularExpressions;
using Sprout.Contracts;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads a container that the node cannot make or start: CreateContainerConfigError (the pod's own words), CreateContainerError and RunContainerError
/// (the runtime's), and CrashLoopBackOff after StartError (containerd, CRI-O) or ContainerCannotRun (dockerd), where no process ever ran.
/// </summary>
internal static partial class StartReading
{
    private const int MostCharacters = 240;

    /// <summary>Whether its status says so now; it has no time of that.</summary>
    public static bool IsTrouble(V1ContainerStatus container) => container.State?.Waiting?.Reason is
        "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "PreCreateHookError" or "PreStartHookError" or "PostStartHookError" or "CreatePodSandboxError"
        || NotStarted(container) is not null;

    /// <summary>Null for a container that can be started, or waits for something else.</summary>
    public static PodSignal? Of(V1ContainerStatus container, DateTimeOffset since, ObserverOptions options)
    {
        if (!IsTrouble(container))
            return null;
        var waiting = container.State!.Waiting!;
        var message = NotStarted(container)?.Message ?? waiting.Message ?? waiting.Reason;
        var (failure, isFinal) = Failure(message ?? "");
        return PodSignal.Failing(failure, waiting.Reason switch
        {
            // Tried twice and more, with a pause.
            "CrashLoopBackOff" => null,
            _ when isFinal => null,
            "CreateContainerConfigError" => since + options.ConfigurationGrace,
            _ => since + options.CreationGrace,
        });
    }

    /// <summary>The words, and whether another try can only end the same.</summary>
    public static (ContainerFailure Failure, bool IsFinal) Failure(string message) => message switch
    {
        _ when message.Contains("exec format error", StringComparison.OrdinalIgnoreCase) => (StartWords.WrongPlatform(), true),
        _ when Root().IsMatch(message) => (StartWords.NeedsRoot(Cause(message)), true),
        _ when NoProgram().IsMatch(message) => (StartWords.NoProgram(Cause(message)), true),
        _ when NotAllowed().IsMatch(message) => (StartWords.NotExecutable(Cause(message)), true),
        _ when message.Contains("no command specified", StringComparison.OrdinalIgnoreCase) => (StartWords.NoCommand(), true),
        _ when message.Contains("OOM-killed", StringComparison.OrdinalIgnoreCase) => (CrashWords.OutOfMemory(), true),
        _ => (StartWords.Other(Cause(message)), false),
    };

    private static V1ContainerStateTerminated? NotStarted(V1ContainerStatus container) =>
        container is { State.Waiting.Reason: "CrashLoopBackOff", LastState.Terminated: { Reason: "StartError" or "ContainerCannotRun" } ended } ? ended : null;

    // The layers before the cause are the same for everybody, and the kubelet's pod name is of no use to people.
    private static string Cause(string message)
    {
        var cause = PodName().Replace(Layers().Replace(message.ReplaceLineEndings(" "), ""), "").Trim();
        cause = cause.EndsWith(": unknown", StringComparison.Ordinal) ? cause[..^": unknown".Length] : cause;
        return cause.Length <= MostCharacters ? cause : "…" + cause[^MostCharacters..];
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int Timeout = 1000;

    [GeneratedRegex("runAsNonRoot|cannot verify user is non-root|image will run as root|runAsUser breaks non-root", Options, Timeout)]
    private static partial Regex Root();

    // runc: exec: "x": executable file not found in $PATH · stat x: no such file or directory; crun: executable file `x` not found in $PATH, open executable: No such file.
    [GeneratedRegex(@"exec(utable)?( user process caused)?:? .*(no such file or directory|not found|is a directory)|open executable: no such file", Options, Timeout)]
    private static partial Regex NoProgram();

    [GeneratedRegex("exec(utable)?( user process caused)?:? .*(permission denied|operation not permitted)", Options, Timeout)]
    private static partial Regex NotAllowed();

    [GeneratedRegex(@"^.*(unable to start container process: (error during container init: )?|OCI runtime create failed: |container create failed: |starting container process caused:? |rpc error: code = \w+ desc = )", Options, Timeout)]
    private static partial Regex Layers();

    [GeneratedRegex(@" \(pod: .*\)$", Options, Timeout)]
    private static partial Regex PodName();
}
