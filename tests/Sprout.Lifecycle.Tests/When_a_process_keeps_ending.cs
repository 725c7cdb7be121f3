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

        pod.FailsAt(Since.AddSeconds(60)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(61)).ShouldBeTrue();
        PodNews.Of(pod, Since.AddSeconds(61), TimeSpan.Zero).ShouldBeOfType<PodLost>().Failure.Phase.ShouldBe(FailurePhase.Running);
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
    public void A_character_is_not_cut_in_two() =>
        LastLogLine.Last(string.Concat(Enumerable.Repeat("word ", 39)) + "1234😀 and more").ShouldEndWith("1234…");

    [Theory]
    [InlineData("cannot connect to postgres://user:pa/ss@db:5432/x", "cannot connect to postgres://***@db:5432/x")]
    [InlineData("pulling https://ghp_abc@github.com/x", "pulling https://***@github.com/x")]
    [InlineData("DB_PASSWORD=hunter2 is wrong", "DB_PASSWORD=*** is wrong")]
    [InlineData("{\"apiKey\": \"a b\", \"port\": 80}", "{\"apiKey\": ***, \"port\": 80}")]
    [InlineData("secret: s3cr3t", "secret: ***")]
    [InlineData("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer ***")]
    [InlineData("key 0123456789abcdef0123456789abcdef is unknown", "key *** is unknown")]
    [InlineData("got eyJhbGciOi.eyJzdWIi.c2ln", "got ***")]
    [InlineData("with wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY==", "with ***")]
    [InlineData("Error: listen EADDRINUSE: http://10.0.0.1:80/a", "Error: listen EADDRINUSE: http://10.0.0.1:80/a")]
    [InlineData("cannot find /usr/local/lib/node_modules/server/index.js", "cannot find /usr/local/lib/node_modules/server/index.js")]
    public void Credentials_are_not_quoted(string log, string line) => LastLogLine.Last(log).ShouldBe(line);

    [Fact]
    public void A_long_last_line_is_cut() => LastLogLine.Last(new('x', 5_000)).Length.ShouldBe(201);
}
