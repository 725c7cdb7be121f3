using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Statuses as kubelet, scheduler and node controller write them.</summary>
public sealed class When_a_pods_status_is_read
{
    [Theory]
    [InlineData("""{"phase":"Pending"}""")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","image":"x","state":{"waiting":{"reason":"ContainerCreating"}}}]}""")]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}]}""")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"main","restartCount":1,"state":{"terminated":{"exitCode":3,"reason":"Error"}}}]}""")]
    public void On_its_way_it_says_nothing(string status) =>
        Read(status).Signal.ShouldBe(PodSignal.None);

    [Fact]
    public void Ready_says_since_when()
    {
        var pod = Next(IsReady, before: null, Since.AddMinutes(5));

        pod.Signal.ShouldBe(PodSignal.Ready);
        (pod.ScheduledAt, pod.PulledAt, pod.ReadyAt).ShouldBe((Since, Since, Since));
    }

    [Fact]
    public void What_has_just_happened_is_timed_by_our_own_clock_for_a_stamp_has_no_fractions()
    {
        var pod = Next(IsReady, before: null, Since.AddMilliseconds(400));

        pod.ReadyAt.ShouldBe(Since.AddMilliseconds(400));
    }

    [Fact]
    public void A_stamp_from_a_clock_that_is_ahead_is_not_believed() =>
        Next(IsReady, before: null, Since.AddMinutes(-1)).ReadyAt.ShouldBe(Since.AddMinutes(-1));

    [Fact]
    public void One_that_is_ready_again_was_ready_since_the_first_time()
    {
        var again = IsReady.Replace("00:00:00Z", "00:10:00Z", StringComparison.Ordinal);

        Read(IsReady, """{"phase":"Running"}""", again).ReadyAt.ShouldBe(Since);
    }

    [Fact]
    public void The_same_status_again_is_the_same_memory()
    {
        var read = ReadAll(IsReady, IsReady);

        read[1].ShouldBeSameAs(read[0]);
    }

    [Fact]
    public void One_that_is_being_deleted_says_nothing_more()
    {
        var pod = Next(IsReady, before: null, Since, deleted: Since.AddSeconds(5));

        PodNews.Of(pod, Since, TimeSpan.Zero).ShouldBeNull();
        pod.IsTerminating.ShouldBeTrue();
    }

    [Fact]
    public void One_without_a_containers_id_is_not_ours() =>
        ObservedPod.Read(new() { Metadata = new() { Name = "x", Uid = "u" } }, before: null, Options, Since).ShouldBeNull();

    [Fact]
    public void Another_pod_of_the_same_container_begins_anew()
    {
        var first = Read(IsReady);
        var pod = Pod("""{"phase":"Pending"}""", first);

        var second = ObservedPod.Read(pod with { Metadata = pod.Metadata with { Uid = "uid-2" } }, first, Options, Since.AddMinutes(1))!;

        (second.WasReady, second.ReadyAt, second.FirstSeenAt).ShouldBe((false, null, Since.AddMinutes(1)));
    }

    [Theory]
    [InlineData(FailureReason.ImagePullFailed, """{"initContainerStatuses":[{"name":"init","image":"X","state":{"waiting":{"reason":"InvalidImageName"}}}],"containerStatuses":[{"name":"main","state":{"waiting":{"reason":"PodInitializing"}}}]}""")]
    public void A_container_that_somebody_added_counts_too(FailureReason reason, string status) =>
        Read(status).Signal.Failure!.Reason.ShouldBe(reason);
}
