using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.Lifecycle.Observer.Readings;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_process_keeps_ending
{
    [Theory]
    [InlineData(3, "Error", FailureReason.CrashLoop, "The container's process ended with exit code 3, again and again.")]
    [InlineData(137, "Error", FailureReason.CrashLoop, "The container's process ended with exit code 137, again and again.")]
    [InlineData(137, "OOMKilled", FailureReason.OutOfMemory, "The container used more memory than it may, and was killed (OOMKilled).")]
    [InlineData(1, "ContainerStatusUnknown", FailureReason.CrashLoop, "The container's process ended with exit code 1 (ContainerStatusUnknown), again and again.")]
    [InlineData(0, "Completed", FailureReason.CrashLoop, "The container's process did its work and ended (exit code 0), again and again; a container is for one that keeps running.")]
    public void One_that_was_never_ready_fails_with_the_first_back_off(int exitCode, string ended, FailureReason reason, string message)
    {
        var pod = Read(Waiting("CrashLoopBackOff", "back-off 10s restarting failed container=main", Terminated(exitCode, ended)));

        pod.FailsAt(Since).ShouldBeTrue();
        (pod.Signal.Failure!.Reason, pod.Signal.Failure.Message, pod.Signal.Failure.Phase).ShouldBe((reason, message, FailurePhase.Starting));
    }

    [Fact]
    public void One_that_was_killed_for_its_memory_twice_need_not_be_killed_again() =>
        Read("""{"phase":"Running","containerStatuses":[{"name":"main","restartCount":1,"state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""")
            .Signal.Failure!.Reason.ShouldBe(FailureReason.OutOfMemory);

    [Fact]
    public void One_that_was_ready_gets_the_time_to_come_back()
    {
        var pod = Read(IsReady, Waiting("CrashLoopBackOff", lastState: Terminated(4, "Error")));

        pod.FailsAt(Since.AddSeconds(59)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(60)).ShouldBeTrue();
        PodNews.Of(pod, Since.AddSeconds(60), TimeSpan.Zero).ShouldBeOfType<PodLost>().Failure.Phase.ShouldBe(FailurePhase.Running);
    }

    [Fact]
    public void One_that_came_back_is_no_failure() =>
        Read(IsReady, Waiting("CrashLoopBackOff", lastState: Terminated(4, "Error")), IsReady).Signal.ShouldBe(PodSignal.Ready);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(137)]
    [InlineData(139)]
    public void Each_kind_of_end_has_a_hint(int exitCode) => CrashWords.Ended(exitCode, "Error").Hint.ShouldEndWith(".");

    [Fact]
    public void Its_last_line_is_quoted() =>
        CrashReading.WithLastLine(CrashWords.Ended(3, "Error"), "no config file").Message
            .ShouldBe("The container's process ended with exit code 3, again and again. Its log ends with: no config file.");

    [Fact]
    public void A_last_line_that_says_it_is_for_other_processors_is_believed()
    {
        var failure = CrashReading.WithLastLine(CrashWords.Ended(1, "Error"), "exec /bin/web: exec format error");

        failure.Reason.ShouldBe(FailureReason.ConfigurationInvalid);
        failure.Hint.ShouldContain("linux/amd64");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("unable to retrieve container logs for containerd://9820e5b6", "")]
    [InlineData("one\ntwo\n\n  \n", "two")]
    [InlineData("\u001b[31mred\u001b[0m\ttext\r\n", "red text")]
    public void The_last_line_is_one_that_can_be_shown(string log, string line) => LastLogLine.Last(log).ShouldBe(line);

    [Fact]
    public void A_long_last_line_is_cut() => LastLogLine.Last(new('x', 5_000)).Length.ShouldBe(201);
}
