using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>The words for containers that no process could be started in.</summary>
internal static class StartWords
{
    public static ContainerFailure NeedsRoot(string? why) => Make(
        $"The image runs as root, which this cluster does not allow{Failures.Because(why)}.",
        "Use an image that is made to run without root, with a numeric user, such as nginxinc/nginx-unprivileged.");

    public static ContainerFailure NoProgram(string? why) => Make(
        $"The image has no such program as it asks to be started with{Failures.Because(why)}.", "Check the image's entrypoint and command, and build it again.");

    public static ContainerFailure NotExecutable(string? why) => Make(
        $"The program that the image is started with may not be executed{Failures.Because(why)}.", "Make it executable in the image (chmod +x), and build it again.");

    public static ContainerFailure WrongPlatform() => Make(
        "The image's program is not made for the cluster's processors (exec format error).",
        "Use an image, or a tag of it, that is made for them: mostly linux/amd64. A script needs a first line such as #!/bin/sh.");

    public static ContainerFailure NoCommand() => Make(
        "The image does not say what to start (no command specified).", "Use an image with an entrypoint or a command.");

    public static ContainerFailure Other(string? why) => Make(
        $"The node could not start the container{Failures.Because(why)}.", "Check the image's command and the environment, and create the container again.");

    private static ContainerFailure Make(string message, string hint) => Failures.Make(FailurePhase.Starting, FailureReason.ConfigurationInvalid, message, hint);
}
