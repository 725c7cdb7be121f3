using System.Globalization;
using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_timeline_is_read(SharedRedis shared) : StateTest(shared)
{
    private ContainerStore Store => new(Database);

    [Fact]
    public async Task It_has_the_time_of_each_stage_in_the_order_of_time()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in new[] { Container.Apply, document => { Container.Schedule(document); Container.Pull(document); Container.Run(document); } })
            container = await Writer.ChangeAsync(container, change);

        // The node was found before the last of the objects was applied.
        (await StoryAsync(container)).ShouldBe("0 requested, 50 scheduled, 100 applied, 1500 pulled, 2000 ready");
    }

    [Fact]
    public async Task What_held_the_container_up_stands_in_it_once_per_reason_with_the_latest_words()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var (reason, message) in new[] { ("ClusterUnavailable", "busy"), ("ClusterUnavailable", "away"), ("ClusterQuotaExceeded", "full"), ("ClusterUnavailable", "away") })
            container = await Writer.ChangeAsync(container, document => Container.WaitFor(document, reason, message));

        (await Store.TimelineAsync(container.CorrelationId)).Where(entry => entry.Event == TimelineEvents.Waiting)
            .Select(entry => $"{entry.Failure!.Reason} {entry.Failure.Message}").ShouldBe(["ClusterQuotaExceeded full", "ClusterUnavailable away"]);
    }

    [Fact]
    public async Task Extensions_stand_in_it_as_one()
    {
        var container = await Writer.CreateAsync(Container.New());
        for (var i = 0; i < 100; i++)
            container = await Writer.ChangeAsync(container, document => document.ExpiresAt += TimeSpan.FromSeconds(1));

        var last = (await Store.TimelineAsync(container.CorrelationId)).Single(entry => entry.Event == TimelineEvents.Extended);
        last.ExpiresAt.ShouldBe(container.ExpiresAt);
    }

    [Fact]
    public async Task Its_end_says_why()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in new[] { Container.Fail, Container.LosePod, Container.Delete, Container.EndDeletion })
            container = await Writer.ChangeAsync(container, change);

        (await StoryAsync(container)).ShouldBe("0 requested, 0 failed, 0 deleting, 0 deleted");
        (await Store.TimelineAsync(container.CorrelationId))[1].Failure!.Reason.ShouldBe("ImagePullFailed");
    }

    [Fact]
    public async Task One_whose_time_was_over_says_that_too()
    {
        var container = Container.New(createdAt: Container.Now.AddHours(-1));
        container.ExpiresAt = Container.Now;
        container = await Writer.CreateAsync(container);
        await Writer.ChangeAsync(container, Container.Delete);

        (await StoryAsync(container)).ShouldBe("0 requested, 3600000 expired, 3600000 deleting");
    }

    [Fact]
    public async Task However_many_pods_are_lost_it_stays_short()
    {
        var container = await Writer.CreateAsync(Container.New());
        for (var i = 0; i < 50; i++)
            foreach (var change in new[] { Container.Apply, Container.Schedule, Container.Pull, Container.LosePending })
                container = await Writer.ChangeAsync(container, change);

        var timeline = await Store.TimelineAsync(container.CorrelationId);
        timeline.Count.ShouldBeLessThanOrEqualTo(64);
        timeline.Count(entry => entry.Event == TimelineEvents.PodLost).ShouldBe(9);
    }

    [Fact]
    public async Task One_of_which_nothing_is_known_is_empty() =>
        (await Store.TimelineAsync(Guid.NewGuid())).ShouldBeEmpty();

    private async Task<string> StoryAsync(ContainerDocument container) => string.Join(", ", (await Store.TimelineAsync(container.CorrelationId))
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{(entry.At - container.CreatedAt).TotalMilliseconds:0} {entry.Event}")));
}
