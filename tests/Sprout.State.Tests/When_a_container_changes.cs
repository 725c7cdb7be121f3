using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_container_changes(SharedRedis shared) : StateTest(shared)
{
    private static readonly Dictionary<string, Action<ContainerDocument>> Changes = new()
    {
        ["run"] = Container.Run,
        ["fail"] = Container.Fail,
        ["lose pod"] = Container.LosePod,
        ["delete"] = Container.Delete,
        ["end deletion"] = Container.EndDeletion,
        ["extend"] = Container.Extend,
        ["postpone step"] = container => container.StepDueAt = Container.Now.AddSeconds(90),
    };

    [Theory]
    [InlineData("", "all pending live | Ready+300 Expire+3600 Step+30 | owner:ada total | container.created")]
    [InlineData("extend", "all pending live | Ready+300 Expire+7200 Step+30 | owner:ada total | container.extended")]
    [InlineData("postpone step", "all pending live | Ready+300 Expire+3600 Step+90 | owner:ada total | container.created")]
    [InlineData("run", "all running live | Expire+3600 | owner:ada total | container.running")]
    [InlineData("run, extend", "all running live | Expire+7200 | owner:ada total | container.extended")]
    [InlineData("fail", "all failed live | Step+40 |  | container.failed")]
    [InlineData("run, fail", "all failed live | Step+40 |  | container.failed")]
    [InlineData("fail, lose pod", "all failed | Purge+86400 |  | container.failed")]
    [InlineData("fail, delete", "all deleting live | Step+50 |  | container.deleting")]
    [InlineData("fail, lose pod, delete", "all deleting live | Step+50 |  | container.deleting")]
    [InlineData("fail, delete, end deletion", "all deleted | Purge+86400 |  | container.deleted")]
    [InlineData("delete", "all deleting live | Step+50 | owner:ada total | container.deleting")]
    [InlineData("run, delete", "all deleting live | Step+50 | owner:ada total | container.deleting")]
    [InlineData("run, delete, end deletion", "all deleted | Purge+86400 |  | container.deleted")]
    public async Task What_depends_on_it_follows(string changes, string expected)
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in changes.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            container = await Writer.ChangeAsync(container, Changes[change]);

        (await Traces.OfAsync(Database, container)).ShouldBe(expected);
    }

    [Fact]
    public async Task Every_change_of_state_is_news_and_nothing_else_is()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in new[] { Changes["postpone step"], Container.Run, container => container.PodUid = "other", Container.Extend, Container.Fail, Container.LosePod, Container.Delete, Container.EndDeletion })
            container = await Writer.ChangeAsync(container, change);

        (await Database.StreamRangeAsync(SproutKeys.Feed)).Select(FeedEntry.Parse).Select(entry => $"{entry.Version} {entry.EventType} from {entry.Previous}").ShouldBe(
        [
            "1 container.created from ",
            "3 container.running from pending",
            "5 container.extended from running",
            "6 container.failed from running",
            "8 container.deleting from failed",
            "9 container.deleted from deleting",
        ]);
    }

    [Fact]
    public async Task A_deadline_that_the_keeper_postponed_is_settled_by_the_next_write()
    {
        var container = await Writer.CreateAsync(Container.New());
        await new DeadlineQueue(Database).TakeDueAsync(Container.Now.AddDays(1), 10, TimeSpan.FromSeconds(5));

        container = await Writer.ChangeAsync(container, Container.Extend);

        (await Traces.OfAsync(Database, container)).ShouldContain("Ready+300 Expire+7200 Step+30");
    }

    [Fact]
    public async Task Another_owners_and_another_containers_traces_stay()
    {
        var other = await Writer.CreateAsync(Container.New());
        var stranger = await Writer.CreateAsync(Container.New(owner: "bob"));
        var container = await Writer.CreateAsync(Container.New());

        container = await Writer.ChangeAsync(container, Container.Delete);
        await Writer.ChangeAsync(container, Container.EndDeletion);

        const string Untouched = "all pending live | Ready+300 Expire+3600 Step+30 | owner:ada total | ";
        (await Traces.OfAsync(Database, other)).ShouldStartWith(Untouched);
        (await Traces.OfAsync(Database, stranger)).ShouldStartWith(Untouched);
    }

    [Fact]
    public async Task The_feed_keeps_about_as_many_entries_as_it_is_told()
    {
        var container = await Writer.CreateAsync(Container.New());
        // Redis trims whole nodes of 100 entries.
        for (var i = 0; i < 2 * DocumentWriter.FeedLength; i++)
            container = await Writer.ChangeAsync(container, document => document.ExpiresAt += TimeSpan.FromSeconds(1));

        ((long)await DoAsync("XLEN", SproutKeys.Feed.Name)).ShouldBeInRange(DocumentWriter.FeedLength, DocumentWriter.FeedLength + 100);
    }
}
