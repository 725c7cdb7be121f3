using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_containers_are_listed(SharedRedis shared) : StateTest(shared)
{
    private ContainerStore Store => new(Database);

    [Fact]
    public async Task An_owner_without_any_gets_an_empty_last_page()
    {
        var page = await Store.ListAsync("nobody", state: null, from: null, limit: 5);

        page.Items.ShouldBeEmpty();
        page.Next.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(100)]
    public async Task Pages_of_any_size_show_each_once_and_the_newest_first(int limit)
    {
        var ids = await CreateAsync(12);

        (await ReadAllAsync(limit)).ShouldBe(ids.Reverse());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Those_of_the_same_microsecond_are_all_shown(int limit)
    {
        await CreateAsync(2);
        for (var i = 0; i < 7; i++)
            await Writer.CreateAsync(Container.New(Container.Now.AddTicks(i % 2)));
        await CreateAsync(2, later: 100);

        var read = await ReadAllAsync(limit);

        read.Length.ShouldBe(11);
        read.ShouldBeUnique();
    }

    [Fact]
    public async Task The_last_page_says_so_also_when_it_is_full()
    {
        await CreateAsync(4);

        var first = await Store.ListAsync(Container.Owner, null, null, 2);
        var second = await Store.ListAsync(Container.Owner, null, first.Next, 2);

        first.Next.ShouldNotBeNull();
        second.Items.Count.ShouldBe(2);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_status_shows_only_those_that_have_it_now()
    {
        await CreateAsync(3);
        var running = await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Run);
        await Writer.ChangeAsync(await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.Run), Container.Fail);

        (await Store.ListAsync(Container.Owner, ContainerStates.Running, null, 10)).Items.ShouldHaveSingleItem().CorrelationId.ShouldBe(running.CorrelationId);
        (await Store.ListAsync(Container.Owner, ContainerStates.Pending, null, 10)).Items.Count.ShouldBe(3);
        (await Store.ListAsync(Container.Owner, ContainerStates.Deleted, null, 10)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_owners_are_not_shown()
    {
        await Writer.CreateAsync(Container.New(owner: "bob"));

        (await Store.ListAsync(Container.Owner, null, null, 10)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_goes_between_two_pages_hides_no_other(bool ofOneMicrosecond)
    {
        for (var i = 0; i < 6; i++)
            await Writer.CreateAsync(Container.New(Container.Now.AddMicroseconds(ofOneMicrosecond ? 0 : i)));
        var all = await ReadAllAsync(10);

        var first = await Store.ListAsync(Container.Owner, null, null, 3);
        (await Store.RemoveAsync(first.Items[2])).ShouldBeTrue();
        (await Store.RemoveAsync(first.Items[0])).ShouldBeTrue();
        var second = await Store.ListAsync(Container.Owner, null, first.Next, 3);

        first.Items.Concat(second.Items).Select(container => container.CorrelationId).ShouldBe(all);
    }

    [Fact]
    public async Task One_that_comes_between_two_pages_is_not_shown_twice_nor_hides_another()
    {
        var ids = await CreateAsync(4);
        var first = await Store.ListAsync(Container.Owner, null, null, 2);
        await CreateAsync(3, later: 10);

        var second = await Store.ListAsync(Container.Owner, null, first.Next, 2);

        second.Items.Select(container => container.CorrelationId).ShouldBe([ids[1], ids[0]]);
    }

    [Fact]
    public async Task An_index_entry_without_a_document_is_passed_over()
    {
        var ids = await CreateAsync(3);
        await Database.KeyDeleteAsync(SproutKeys.Container(ids[1]));

        (await ReadAllAsync(1)).ShouldBe([ids[2], ids[0]]);
    }

    [Fact]
    public async Task A_page_costs_one_command_however_many_there_are()
    {
        await CreateAsync(1);
        await Store.ListAsync(Container.Owner, null, null, 10);
        foreach (var more in new[] { 0, 20, 100 })
        {
            await CreateAsync(more, later: more);
            var before = Shared.Connection.Counters.Commands;
            var page = await Store.ListAsync(Container.Owner, null, null, 10);
            (Shared.Connection.Counters.Commands - before).ShouldBe(1);
            page.Items.Count.ShouldBe(Math.Min(10, more + 1));
        }
    }

    [Fact]
    public async Task The_live_ones_are_those_with_something_in_the_cluster()
    {
        await Writer.CreateAsync(Container.New(owner: "bob"));
        await Writer.ChangeAsync(await Writer.CreateAsync(Container.New()), Container.EndDeletion);

        (await Store.ListLiveAsync(null, 10)).Items.ShouldHaveSingleItem().Owner.ShouldBe("bob");
    }

    private async Task<Guid[]> CreateAsync(int count, int later = 0)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = (await Writer.CreateAsync(Container.New(Container.Now.AddMicroseconds(later + i)))).CorrelationId;
        return ids;
    }

    private async Task<Guid[]> ReadAllAsync(int limit)
    {
        List<Guid> read = [];
        PageCursor? cursor = null;
        do
        {
            var page = await Store.ListAsync(Container.Owner, null, cursor, limit);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            read.AddRange(page.Items.Select(container => container.CorrelationId));
            // As a client would: through its text.
            cursor = page.Next is null ? null : PageCursor.TryParse(page.Next.ToString(), out var parsed) ? parsed : throw new FormatException("A cursor does not read back.");
        }
        while (cursor is not null);
        return [.. read];
    }
}
