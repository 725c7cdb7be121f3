using Sprout.Contracts;
using Sprout.Lifecycle.Observer.Readings;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Messages of the kubelet, runc under containerd, crun under CRI-O, and dockerd.</summary>
public sealed class When_a_container_cannot_be_started
{
    [Theory]
    [InlineData("runs as root", """container has runAsNonRoot and image will run as root (pod: "c-1_sprout(f2f2419a)", container: main)""")]
    [InlineData("runs as root", """container has runAsNonRoot and image has non-numeric user (nginx), cannot verify user is non-root (pod: "c-1_sprout(f2f2419a)", container: main)""")]
    [InlineData("no such program", """failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/no-such-program": stat /bin/no-such-program: no such file or directory: unknown""")]
    [InlineData("no such program", """failed to create containerd task: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "serve": executable file not found in $PATH: unknown""")]
    [InlineData("no such program", """container create failed: executable file `serve` not found in $PATH: No such file or directory""")]
    [InlineData("no such program", """container create failed: open executable: No such file or directory""")]
    [InlineData("may not be executed", """failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/etc/passwd": permission denied: unknown""")]
    [InlineData("may not be executed", """container create failed: open executable: Permission denied""")]
    [InlineData("not made for the cluster's processors", """OCI runtime create failed: container_linux.go:367: starting container process caused: exec format error: unknown""")]
    [InlineData("does not say what to start", """failed to generate container "0123" spec: failed to generate spec: no command specified""")]
    [InlineData("more memory than it may", """OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown""")]
    public void What_is_sure_to_happen_again_fails_at_once(string words, string message)
    {
        var pod = Read(Waiting("CreateContainerError", message));

        pod.FailsAt(Since).ShouldBeTrue();
        pod.Signal.Failure!.Message.ShouldContain(words);
        pod.Signal.Failure.Message.ShouldNotContain("OCI runtime");
        pod.Signal.Failure.Phase.ShouldBe(FailurePhase.Starting);
    }

    [Theory]
    [InlineData("CreateContainerConfigError", "secret \"nope\" not found", 10)]
    [InlineData("CreateContainerError", "context deadline exceeded", 30)]
    [InlineData("CreateContainerError", "failed to reserve container name \"main_c-1\": name \"main_c-1\" is reserved for \"0123\"", 30)]
    [InlineData("RunContainerError", "failed to create shim task: ttrpc: closed", 30)]
    public void What_may_pass_is_waited_for_from_when_it_was_seen_first(string reason, string message, int seconds)
    {
        var pod = Read(Waiting("ContainerCreating"), Waiting(reason, message), Waiting(reason, message));

        pod.FailsAt(Since.AddSeconds(1 + seconds - 1)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(1 + seconds)).ShouldBeTrue();
        pod.Signal.Failure!.Reason.ShouldBe(FailureReason.ConfigurationInvalid);
        pod.Signal.Failure.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("StartError")]
    [InlineData("ContainerCannotRun")]
    public void A_loop_without_any_process_is_no_crash(string reason)
    {
        var pod = Read(Waiting("CrashLoopBackOff", "back-off 10s restarting failed container=main", Terminated(128, reason, "unable to start container process: mkdir /etc/passwd: not a directory: unknown")));

        pod.FailsAt(Since).ShouldBeTrue();
        pod.Signal.Failure!.Reason.ShouldBe(FailureReason.ConfigurationInvalid);
        pod.Signal.Failure.Message.ShouldBe("The node could not start the container (mkdir /etc/passwd: not a directory).");
        pod.PulledAt.ShouldBeNull();
    }

    [Fact]
    public void A_message_that_only_mentions_a_file_is_not_the_programs() =>
        StartReading.Failure("failed to mount /dev/x: no such file or directory").IsFinal.ShouldBeFalse();
}
