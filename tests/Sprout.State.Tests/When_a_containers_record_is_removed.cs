using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_containers_record_is_removed(SharedRedis shared) : StateTest(shared)
{
    private ContainerStore Store => new(Database);

    [Fact]
    public async Task Only_the_feed_remembers_it()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in new[] { Container.Run, Container.Delete, Container.EndDeletion })
            container = await Writer.ChangeAsync(container, change);

        (await Store.RemoveAsync(container)).ShouldBeTrue();

        (await KeysAsync()).ShouldBe([SproutKeys.Feed.Name]);
    }

    [Fact]
    public async Task One_that_failed_leaves_nothing_either()
    {
        var container = await Writer.CreateAsync(Container.New());
        foreach (var change in new[] { Container.Fail, Container.LosePod })
            container = await Writer.ChangeAsync(container, change);

        (await Store.RemoveAsync(container)).ShouldBeTrue();

        (await KeysAsync()).ShouldBe([SproutKeys.Feed.Name]);
    }

    [Fact]
    public async Task One_that_changed_since_it_was_read_stays_as_it_is()
    {
        var read = await Writer.CreateAsync(Container.New());
        var changed = await Writer.ChangeAsync(read, Container.Run);
        var traces = await Traces.OfAsync(Database, changed);

        (await Store.RemoveAsync(read)).ShouldBeFalse();

        (await Traces.OfAsync(Database, changed)).ShouldBe(traces);
        (await Store.FindAsync(read.CorrelationId))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_gone_is_not_removed_again()
    {
        var container = await Writer.CreateAsync(Container.New());

        (await Store.RemoveAsync(container)).ShouldBeTrue();
        (await Store.RemoveAsync(container)).ShouldBeFalse();
    }
}
