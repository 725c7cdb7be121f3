using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_pod_takes_its_time
{
    private static readonly TimeSpan Moment = Options.ProgressDelay;

    [Fact]
    public void A_moment_is_not_worth_a_message()
    {
        var pod = Read(Waiting("ContainerCreating"));

        PodNews.Of(pod, Since.AddSeconds(0.9), Moment).ShouldBeNull();
        PodNews.NextChange(pod, Since, Moment).ShouldBe(Since.AddSeconds(1));
    }

    [Fact]
    public void After_it_how_far_it_has_come_is_told()
    {
        var told = PodNews.Of(Read(Waiting("ContainerCreating")), Since.AddSeconds(1), Moment).ShouldBeOfType<PodProgressed>();

        (told.ScheduledAt, told.PulledAt, told.Obstacle).ShouldBe((Since, null, null));
    }

    [Fact]
    public void What_holds_it_up_is_told_in_the_words_in_which_it_would_fail()
    {
        var pod = Read(Unscheduled("0/2 nodes are available: 2 Insufficient cpu."));

        PodNews.Of(pod, Since.AddSeconds(5), Moment).ShouldBeOfType<PodProgressed>().Obstacle.ShouldBe(pod.Signal.Failure);
        PodNews.NextChange(pod, Since.AddSeconds(5), Moment).ShouldBe(Since.AddSeconds(60));
        PodNews.Of(pod, Since.AddSeconds(60), Moment).ShouldBeOfType<PodProvisioningFailed>().Failure.ShouldBe(pod.Signal.Failure);
    }

    [Fact]
    public void Ready_comes_with_the_time_of_each_stage()
    {
        var read = ReadAll(Waiting("ContainerCreating"), Waiting("ContainerCreating"), IsReady);

        var told = PodNews.Of(read[^1], Since.AddSeconds(2), Moment).ShouldBeOfType<PodProvisioned>();

        (told.ScheduledAt, told.PulledAt, told.ReadyAt).ShouldBe((Since, Since, Since));
    }

    [Fact]
    public void One_that_was_ready_makes_no_progress_any_more() =>
        PodNews.Of(Read(IsReady, Waiting("ContainerCreating")), Since.AddHours(1), Moment).ShouldBeNull();

    [Fact]
    public void Words_that_only_count_anew_are_no_news()
    {
        var first = PodNews.Of(Read(Unscheduled("0/2 nodes are available: 2 Insufficient cpu.")), Since.AddSeconds(5), Moment)!;
        var counted = PodNews.Of(Read(Unscheduled("0/3 nodes are available: 3 Insufficient cpu.")), Since.AddSeconds(6), Moment)!;
        var other = PodNews.Of(Read(Unscheduled("0/3 nodes are available: 3 Insufficient memory.")), Since.AddSeconds(7), Moment)!;

        PodNews.IsNews(counted, first).ShouldBeFalse();
        PodNews.IsNews(other, first).ShouldBeTrue();
    }

    [Fact]
    public void That_nothing_holds_it_up_any_more_is_news()
    {
        var before = PodNews.Of(Read(Waiting("ErrImagePull", "i/o timeout")), Since.AddSeconds(5), Moment)!;
        var after = PodNews.Of(Read(Waiting("ContainerCreating")), Since.AddSeconds(6), Moment)!;

        PodNews.IsNews(after, before).ShouldBeTrue();
        PodNews.IsNews(after, after).ShouldBeFalse();
    }

    [Fact]
    public void That_nothing_is_known_is_no_news() =>
        PodNews.IsNews(PodNews.Of(Read("""{"phase":"Pending"}"""), Since.AddSeconds(5), Moment)!, told: null).ShouldBeFalse();
}
