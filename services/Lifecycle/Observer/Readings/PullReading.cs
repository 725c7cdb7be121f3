using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>
/// Reads an image that is not there. The kubelet tells each try's error once (ErrImagePull) and then that it backs off (ImagePullBackOff, since
/// 1.31 with the error again): 10 s, 20 s, 40 s, up to 5 minutes.
/// </summary>
internal static class PullReading
{
    private const string ErrorInBackOff = "ErrImagePull: ";

    public static bool IsTrouble(V1ContainerStatus container) => container.State?.Waiting?.Reason is
        "ErrImagePull" or "ImagePullBackOff" or "ImageInspectError" or "RegistryUnavailable" or "SignatureValidationFailed" or "InvalidImageName" or "ErrImageNeverPull";

    /// <summary>What the try failed for; null where this does not say.</summary>
    public static string? ErrorIn(V1ContainerStateWaiting waiting)
    {
        if (waiting.Reason != "ImagePullBackOff")
            return PullEvidences.Shorten(waiting.Message);
        return waiting.Message?.IndexOf(ErrorInBackOff, StringComparison.Ordinal) is >= 0 and var at
            ? PullEvidences.Shorten(waiting.Message[(at + ErrorInBackOff.Length)..])
            : null;
    }

    /// <summary>Null for a container that has its image, or waits for something else.</summary>
    /// <param name="container">Its status.</param>
    /// <param name="image">As it was asked for.</param>
    /// <param name="error">What the last try failed for, if that is known.</param>
    /// <param name="since">From when on patience is measured.</param>
    /// <param name="options">How long it is.</param>
    public static PodSignal? Of(V1ContainerStatus container, string image, string? error, DateTimeOffset since, ObserverOptions options)
    {
        if (!IsTrouble(container))
            return null;
        var evidence = PullEvidences.In(error, image);
        return container.State!.Waiting!.Reason switch
        {
            "InvalidImageName" => PodSignal.Failing(PullWords.InvalidName(image)),
            "ErrImageNeverPull" => PodSignal.Failing(PullWords.NeverPulled(image)),
            var reason => PodSignal.Failing(PullWords.Of(evidence, image, error), evidence switch
            {
                // An answer that stays the same is believed when the kubelet, too, sees no sense in asking again at once.
                PullEvidence.UnknownImage or PullEvidence.NoAccess or PullEvidence.WrongPlatform or PullEvidence.Unreadable =>
                    reason is "ImagePullBackOff" or "SignatureValidationFailed" ? null : PodSignal.Never,
                PullEvidence.UnknownRegistry => since + options.UnknownRegistryGrace,
                _ => since + options.PullGrace,
            }),
        };
    }
}
