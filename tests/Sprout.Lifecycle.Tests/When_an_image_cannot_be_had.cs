using Sprout.Contracts;
using Sprout.Lifecycle.Observer.Readings;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Messages of containerd 1.6 to 2.1, CRI-O 1.18 to 1.31 and dockerd, about an image web:1.</summary>
public sealed class When_an_image_cannot_be_had
{
    private const string BackOff = "Back-off pulling image \"web:1\"";

    [Theory]
    [InlineData("UnknownImage", """rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/web:1": failed to resolve reference "docker.io/library/web:1": docker.io/library/web:1: not found""")]
    [InlineData("UnknownImage", """rpc error: code = Unknown desc = reading manifest 1 in docker.io/library/web: manifest unknown""")]
    [InlineData("UnknownImage", """rpc error: code = Unknown desc = Error response from daemon: manifest for web:1 not found: manifest unknown: manifest unknown""")]
    [InlineData("UnknownImage", """rpc error: code = Unknown desc = Error reading manifest 1 in quay.io/x/web: name unknown: repository not found""")]
    [InlineData("NoAccess", """rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/web:1": failed to resolve reference "docker.io/library/web:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed""")]
    [InlineData("NoAccess", """failed to pull and unpack image "ghcr.io/x/web:1": failed to resolve reference "ghcr.io/x/web:1": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ax%2Fweb%3Apull&service=ghcr.io: 401 Unauthorized""")]
    [InlineData("NoAccess", """initializing source docker://quay.io/x/web:1: reading manifest 1 in quay.io/x/web: unauthorized: access to the requested resource is not authorized""")]
    [InlineData("NoAccess", """rpc error: code = Unknown desc = reading manifest 1 in docker.io/library/web: requested access to the resource is denied""")]
    [InlineData("NoAccess", """pulling from host 127.0.0.1:27105 failed with status code [manifests 1]: 403 Forbidden""")]
    [InlineData("NoAccess", """Error response from daemon: Get "https://registry.example/v2/web/manifests/1": no basic auth credentials""")]
    [InlineData("WrongPlatform", """rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/web:1": no match for platform in manifest: not found""")]
    [InlineData("WrongPlatform", """choosing image instance: no image found in image index for architecture amd64, variant "", OS linux""")]
    [InlineData("WrongPlatform", """Error response from daemon: no matching manifest for linux/amd64 in the manifest list entries""")]
    [InlineData("WrongPlatform", """choosing an image from manifest list docker://web:1: no image found in manifest list for architecture "s390x", variant "", OS "linux".""")]
    [InlineData("RegistryBusy", """failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/web/manifests/sha256:0123: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit""")]
    [InlineData("RegistryBusy", """reading manifest 1 in docker.io/library/web: toomanyrequests: You have reached your pull rate limit.""")]
    [InlineData("RegistryBusy", """pull QPS exceeded""")]
    [InlineData("RegistryAway", """failed to do request: Head "https://registry.example/v2/web/manifests/1": dial tcp 192.0.2.1:443: i/o timeout""")]
    [InlineData("RegistryAway", """failed to do request: Head "https://registry.example/v2/web/manifests/1": dial tcp 127.0.0.1:443: connect: connection refused""")]
    [InlineData("RegistryAway", """failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.docker.io/token: 503 Service Unavailable""")]
    [InlineData("RegistryAway", """pulling from host 127.0.0.1:27105 failed with status code [manifests 1]: 500 Internal Server Error""")]
    [InlineData("RegistryAway", """failed to do request: Head "https://registry.example/v2/web/manifests/1": net/http: TLS handshake timeout""")]
    [InlineData("RegistryAway", """pinging container registry registry.example: Get "https://registry.example/v2/": EOF""")]
    [InlineData("RegistryAway", """dial tcp: lookup registry-1.docker.io on 10.96.0.10:53: server misbehaving""")]
    [InlineData("UnknownRegistry", """failed to do request: Head "https://regstry.example/v2/web/manifests/1": dial tcp: lookup regstry.example on 10.255.255.53:53: no such host""")]
    [InlineData("Unreadable", """failed to pull and unpack image "web:1": failed to unpack: mismatched image rootfs: unsupported media type application/vnd.docker.distribution.manifest.v1+prettyjws""")]
    [InlineData("Unclear", """failed to extract layer sha256:0123: write /var/lib/containerd/x: no space left on device: unknown""")]
    [InlineData("Unclear", null)]
    public void Its_runtimes_words_say_why(string evidence, string? message) =>
        PullEvidences.In(PullEvidences.Shorten(message), "web:1").ToString().ShouldBe(evidence);

    [Theory]
    [InlineData("registry.example/denied/not-found:1", """failed to resolve reference "registry.example/denied/not-found:1": failed to do request: Head "https://registry.example/v2/denied/not-found/manifests/1": i/o timeout""", "RegistryAway")]
    [InlineData("denied:1", "reading manifest 1 in docker.io/library/denied: manifest unknown", "UnknownImage")]
    [InlineData("timeout/denied:2", "docker.io/timeout/denied:2: not found", "UnknownImage")]
    public void An_images_own_name_is_no_evidence(string image, string message, string evidence) =>
        PullEvidences.In(message, image).ToString().ShouldBe(evidence);

    [Fact]
    public void A_final_answer_fails_it_once_the_kubelet_backs_off()
    {
        var read = ReadAll(Waiting("ErrImagePull", "web:1: not found"), Waiting("ImagePullBackOff", BackOff));

        read[0].FailsAt(Since.AddHours(1)).ShouldBeFalse();
        read[0].Signal.Failure!.Message.ShouldBe("The image web:1 does not exist (web:1: not found).");
        read[1].FailsAt(Since.AddSeconds(1)).ShouldBeTrue();
        read[1].Signal.Failure.ShouldBe(read[0].Signal.Failure);
    }

    [Fact]
    public void A_back_off_that_says_why_needs_no_memory() =>
        Read(Waiting("ImagePullBackOff", BackOff + ": ErrImagePull: no match for platform in manifest: not found")).FailsAt(Since).ShouldBeTrue();

    [Theory]
    [InlineData("toomanyrequests: slow down", 180)]
    [InlineData("dial tcp 192.0.2.1:443: i/o timeout", 180)]
    [InlineData("something new", 180)]
    [InlineData("lookup x: no such host", 30)]
    public void What_may_pass_is_waited_for_from_when_it_had_a_node(string message, int seconds)
    {
        var pod = Read(Waiting("ErrImagePull", message), Waiting("ImagePullBackOff", BackOff));

        pod.FailsAt(Since.AddSeconds(seconds - 1)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(seconds)).ShouldBeTrue();
    }

    [Fact]
    public void One_of_which_only_the_back_off_was_seen_is_waited_for()
    {
        var pod = Read(Waiting("ImagePullBackOff", BackOff));

        pod.FailsAt(Since.AddSeconds(179)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(180)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("InvalidImageName")]
    [InlineData("ErrImageNeverPull")]
    public void What_no_registry_can_help_with_fails_at_once(string reason)
    {
        var pod = Read(Waiting(reason));

        pod.FailsAt(Since).ShouldBeTrue();
        (pod.Signal.Failure!.Phase, pod.Signal.Failure.Reason).ShouldBe((FailurePhase.Pulling, FailureReason.ImagePullFailed));
    }

    [Fact]
    public void An_error_is_forgotten_with_the_trouble() =>
        Read(Waiting("ErrImagePull", "web:1: not found"), IsReady).PullError.ShouldBeNull();

    [Fact]
    public void Each_cause_has_a_hint_of_its_own() =>
        Enum.GetValues<PullEvidence>().Select(evidence => PullWords.Of(evidence, "web:1", "x").Hint).ShouldBeUnique();
}
