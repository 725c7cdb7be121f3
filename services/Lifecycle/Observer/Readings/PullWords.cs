using Sprout.Contracts;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>The words for images that cannot be had.</summary>
internal static class PullWords
{
    public static ContainerFailure InvalidName(string image) => Make(
        $"{image} is not the name of an image.", "Check its spelling: registry/path:tag, the path in small letters.");

    public static ContainerFailure NeverPulled(string image) => Make(
        $"The image {image} is not on the node, and the cluster is set not to pull any.", "Use an image that is there, or ask the cluster's operator.");

    public static ContainerFailure Of(PullEvidence evidence, string image, string? error) => evidence switch
    {
        PullEvidence.UnknownImage => Make($"The image {image} does not exist{Failures.Because(error)}.", "Check the image's name and tag."),
        PullEvidence.NoAccess => Make(
            $"The image {image} may not be read without a login, or does not exist{Failures.Because(error)}.",
            "Check the image's name and tag. If they are right, use an image that anybody may read."),
        PullEvidence.WrongPlatform => Make(
            $"The image {image} is not made for the cluster's processors or operating system{Failures.Because(error)}.",
            "Use an image, or a tag of it, that is made for them: mostly linux/amd64."),
        PullEvidence.Unreadable => Make(
            $"The image {image} is there, but the node cannot use it{Failures.Because(error)}.", "Push the image again with a current tool, or use another one."),
        PullEvidence.UnknownRegistry => Make(
            $"The registry of the image {image} was not found{Failures.Because(error)}.",
            "Check the registry's name, before the image's first slash. If it is right, or there is none, ask the cluster's operator whether nodes can look names up."),
        PullEvidence.RegistryBusy => Make(
            $"The registry of the image {image} admits no more pulls for now{Failures.Because(error)}.", "Try again later, or use the same image from another registry."),
        PullEvidence.RegistryAway => Make(
            $"The registry of the image {image} does not answer as it should{Failures.Because(error)}.",
            "Try again in a few minutes. If it lasts, ask the cluster's operator whether nodes can reach the registry."),
        _ => Make($"The image {image} could not be pulled{Failures.Because(error)}.", "Check the image's name and tag, and that it may be read without a login."),
    };

    private static ContainerFailure Make(string message, string hint) => Failures.Make(FailurePhase.Pulling, FailureReason.ImagePullFailed, message, hint);
}
