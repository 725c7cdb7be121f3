using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_pod_ends
{
    [Theory]
    [InlineData(FailureReason.Evicted, "ran short", """{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory. Threshold quantity: 100Mi, available: 88Mi."}""")]
    [InlineData(FailureReason.Evicted, "ran short", """{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: ephemeral-storage. Container main was using 30Mi, which exceeds its request of 0. "}""")]
    [InlineData(FailureReason.Evicted, "more to its disk than it may", """{"phase":"Failed","reason":"Evicted","message":"Pod ephemeral local storage usage exceeds the total limit of containers 20Mi. "}""")]
    [InlineData(FailureReason.Evicted, "more to its disk than it may", """{"phase":"Failed","reason":"Evicted","message":"Container main exceeded its local ephemeral storage limit \"20Mi\". "}""")]
    [InlineData(FailureReason.Evicted, "more important", """{"phase":"Failed","reason":"Preempting","message":"Preempted in order to admit critical pod"}""")]
    [InlineData(FailureReason.Evicted, "shuts down", """{"phase":"Failed","reason":"Terminated","message":"Pod was terminated in response to imminent node shutdown."}""")]
    [InlineData(FailureReason.Evicted, "shuts down", """{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"TerminationByKubelet","message":"Pod was terminated in response to imminent node shutdown."}]}""")]
    [InlineData(FailureReason.Evicted, "ran short", """{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory.","conditions":[{"type":"DisruptionTarget","status":"True","reason":"TerminationByKubelet"}]}""")]
    [InlineData(FailureReason.NodeLost, "went away", """{"phase":"Running","reason":"NodeLost","message":"Node n1 which was running pod p is unresponsive"}""")]
    [InlineData(FailureReason.NodeLost, "went away", """{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByPodGC","message":"PodGC: node no longer exists"}]}""")]
    [InlineData(FailureReason.Unschedulable, "did not take it", """{"phase":"Failed","reason":"OutOfcpu","message":"Pod Node didn't have enough resource: cpu, requested: 20, used: 1990, capacity: 2000"}""")]
    [InlineData(FailureReason.Exited, "with exit code 0", """{"phase":"Succeeded","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""")]
    [InlineData(FailureReason.Exited, "DeadlineExceeded", """{"phase":"Failed","reason":"DeadlineExceeded"}""")]
    [InlineData(FailureReason.OutOfMemory, "more memory", """{"phase":"Failed","containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""")]
    public void It_is_told_why(FailureReason reason, string words, string status)
    {
        var pod = Read(IsReady, status);

        var failure = PodNews.Of(pod, Since, TimeSpan.Zero).ShouldBeOfType<PodLost>().Failure;

        (failure.Reason, failure.Phase).ShouldBe((reason, FailurePhase.Running));
        failure.Message.ShouldContain(words);
        failure.Message.ShouldEndWith(".");
        failure.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("DeletionByTaintManager", FailureReason.NodeLost)]
    [InlineData("PreemptionByScheduler", FailureReason.Evicted)]
    [InlineData("EvictionByEvictionAPI", FailureReason.Evicted)]
    public void The_cluster_says_beforehand_why_it_deletes_one_that_was_ready(string condition, FailureReason reason)
    {
        var status = $$"""{"phase":"Running","conditions":[{"type":"DisruptionTarget","status":"True","reason":"{{condition}}","message":"why"}]}""";

        var leaving = Next(status, Read(IsReady), Since.AddSeconds(1), deleted: Since.AddSeconds(30));
        var onItsWay = Next(status, Read("{}"), Since.AddSeconds(1), deleted: Since.AddSeconds(30));

        leaving.FailsAt(Since).ShouldBeTrue();
        leaving.Signal.Failure!.Reason.ShouldBe(reason);
        // One that is put out before it was ready is made anew when it is gone.
        onItsWay.FailsAt(Since).ShouldBeFalse();
    }

    [Theory]
    [InlineData("one that ran", "Succeeded", 0, "Completed", IsReady)]
    [InlineData("one that ran, and did not end in order", "Failed", 137, "Error", IsReady)]
    [InlineData("one on its way", "Failed", 143, "Error", "{}")]
    public void A_final_phase_of_one_that_is_being_deleted_says_nothing_until_it_is_overdue(string what, string phase, int exitCode, string reason, string before)
    {
        var status = $$$"""{"phase":"{{{phase}}}","containerStatuses":[{"name":"main","state":{{{Terminated(exitCode, reason)}}}}]}""";

        var pod = Next(status, Read(before), Since.AddSeconds(1), deleted: Since.AddSeconds(30));

        PodNews.Of(pod, Since.AddSeconds(89), TimeSpan.Zero).ShouldBeNull(what);
        pod.FailsAt(Since.AddSeconds(90)).ShouldBeTrue(what);
        pod.Signal.Failure!.Reason.ShouldBe(FailureReason.NodeLost);
        pod.Signal.HasLog.ShouldBeFalse("nobody reads the log of one that was deleted");
    }

    [Fact]
    public void One_that_was_put_out_says_so_while_it_is_being_deleted_too() =>
        Next("""{"phase":"Failed","reason":"Evicted"}""", Read(IsReady), Since.AddSeconds(1), deleted: Since.AddSeconds(30)).Signal.Failure!.Reason.ShouldBe(FailureReason.Evicted);

    [Fact]
    public void A_disruption_that_is_only_announced_is_none_yet() =>
        Read(IsReady, IsReady.Replace("\"conditions\":[", "\"conditions\":[{\"type\":\"DisruptionTarget\",\"status\":\"True\",\"reason\":\"EvictionByEvictionAPI\"},", StringComparison.Ordinal))
            .Signal.ShouldBe(PodSignal.Ready);

    [Fact]
    public void One_that_does_not_end_in_time_has_lost_its_node()
    {
        var pod = Next(IsReady, Read(IsReady), Since.AddSeconds(1), deleted: Since.AddSeconds(30));

        pod.FailsAt(Since.AddSeconds(89)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(90)).ShouldBeTrue();
        pod.Signal.Failure!.Reason.ShouldBe(FailureReason.NodeLost);
    }

    [Fact]
    public void One_whose_node_says_nothing_any_more_has_lost_it_after_a_while()
    {
        var pod = Read(IsReady, IsReady.Replace("\"Ready\",\"status\":\"True\"", "\"Ready\",\"status\":\"False\"", StringComparison.Ordinal));

        pod.FailsAt(Since.AddSeconds(300)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(301)).ShouldBeTrue();
        pod.Signal.Failure!.Reason.ShouldBe(FailureReason.NodeLost);
    }
}
