using System.Globalization;
using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>The words for processes that end. Exit codes: a shell's own (126, 127) and 128 + the number of the signal.</summary>
internal static class CrashWords
{
    public static ContainerFailure OutOfMemory() => Failures.Make(
        FailurePhase.Starting,
        FailureReason.OutOfMemory,
        "The container used more memory than it may, and was killed (OOMKilled).",
        "Use an image or settings that need less memory.");

    public static ContainerFailure Ended(int? exitCode, string? reason) => Failures.Make(
        FailurePhase.Starting,
        FailureReason.CrashLoop,
        exitCode == 0
            ? "The container's process did its work and ended (exit code 0), again and again; a container is for one that keeps running."
            : string.Create(CultureInfo.InvariantCulture, $"The container's process ended{With(exitCode, reason)}, again and again."),
        Hint(exitCode));

    private static string With(int? exitCode, string? reason) => (exitCode, reason) switch
    {
        (null, _) => "",
        ({ } code, null or "Error") => string.Create(CultureInfo.InvariantCulture, $" with exit code {code}"),
        ({ } code, _) => string.Create(CultureInfo.InvariantCulture, $" with exit code {code} ({reason})"),
    };

    private static string Hint(int? exitCode) => exitCode switch
    {
        0 => "Use an image that serves something, or give it a command that keeps running.",
        126 => "Its shell found the program but may not execute it: check the image's command and the file's mode.",
        127 => "Its shell did not find the program: check the image's command.",
        137 => "It was killed, as happens when a program needs more memory than it may use. Look at its logs, and try settings that need less.",
        139 => "The program crashed by itself (segmentation fault). Look at its logs, or try another version of the image.",
        _ => "Look at its logs: a missing setting in the environment is the usual cause.",
    };
}
