using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_deadlines_are_due(SharedRedis shared) : StateTest(shared)
{
    private static readonly TimeSpan Postpone = TimeSpan.FromSeconds(30);

    private DeadlineQueue Queue => new(Database);

    [Fact]
    public async Task Nothing_is_handed_out_before_its_time()
    {
        await AddAsync(DeadlineKind.Expire, Container.Now.AddMilliseconds(1));

        (await Queue.TakeDueAsync(Container.Now, 10, Postpone)).ShouldBeEmpty();
        (await Queue.TakeDueAsync(Container.Now.AddMilliseconds(1), 10, Postpone)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_oldest_come_first_and_no_more_than_asked_for()
    {
        var third = await AddAsync(DeadlineKind.Step, Container.Now);
        var first = await AddAsync(DeadlineKind.Purge, Container.Now.AddDays(-1));
        var second = await AddAsync(DeadlineKind.Ready, Container.Now.AddSeconds(-1));

        (await Queue.TakeDueAsync(Container.Now, 2, Postpone)).ShouldBe([first, second]);
        (await Queue.TakeDueAsync(Container.Now, 2, Postpone)).ShouldBe([third]);
        (await Queue.TakeDueAsync(Container.Now, 2, Postpone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_handed_out_is_due_again_after_a_while()
    {
        var deadline = await AddAsync(DeadlineKind.Ready, Container.Now.AddDays(-1));
        await Queue.TakeDueAsync(Container.Now, 10, Postpone);

        (await Queue.TakeDueAsync(Container.Now + Postpone - TimeSpan.FromMilliseconds(1), 10, Postpone)).ShouldBeEmpty();
        (await Queue.TakeDueAsync(Container.Now + Postpone, 10, Postpone)).ShouldBe([deadline]);
    }

    [Fact]
    public async Task Several_keepers_at_once_share_them()
    {
        for (var i = 0; i < 100; i++)
            await AddAsync(DeadlineKind.Step, Container.Now);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Queue.TakeDueAsync(Container.Now, 7, Postpone)));

        taken.SelectMany(due => due).Count().ShouldBe(100);
        taken.SelectMany(due => due).ShouldBeUnique();
    }

    [Fact]
    public async Task What_is_not_understood_neither_holds_up_the_others_nor_is_lost()
    {
        await DoAsync("ZADD", SproutKeys.Deadlines.Name, 1, "Novelty:" + Guid.NewGuid(), 2, "garbage", 3, "");
        var deadline = await AddAsync(DeadlineKind.Expire, Container.Now);

        (await Queue.TakeDueAsync(Container.Now, 10, Postpone)).ShouldBe([deadline]);
        ((long)await DoAsync("ZCARD", SproutKeys.Deadlines.Name)).ShouldBe(4);
    }

    private async Task<Deadline> AddAsync(DeadlineKind kind, DateTimeOffset due)
    {
        var deadline = new Deadline(kind, Guid.NewGuid());
        await DoAsync("ZADD", SproutKeys.Deadlines.Name, due.ToUnixTimeMilliseconds(), deadline.Member);
        return deadline;
    }
}
