using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_quota_slots_are_leased(SharedRedis shared) : StateTest(shared)
{
    private static readonly string[] Ada = [QuotaOptions.OwnerScope("ada"), QuotaOptions.TotalScope];
    private static readonly string[] Bob = [QuotaOptions.OwnerScope("bob"), QuotaOptions.TotalScope];

    private QuotaLeases Leases => new(Database, new() { PerOwner = 2, Total = 3 });

    [Fact]
    public async Task Each_scope_has_its_limit()
    {
        (await Leases.TakeAsync(Guid.NewGuid(), Ada)).ShouldBeNull();
        (await Leases.TakeAsync(Guid.NewGuid(), Ada)).ShouldBeNull();
        (await Leases.TakeAsync(Guid.NewGuid(), Ada)).ShouldBe(new("owner:ada", 2, 2));
        (await Leases.TakeAsync(Guid.NewGuid(), Bob)).ShouldBeNull();
        (await Leases.TakeAsync(Guid.NewGuid(), Bob)).ShouldBe(new("total", 3, 3));
    }

    [Fact]
    public async Task A_refusal_takes_no_slot_anywhere()
    {
        await TakeAsync(Leases, 2, Ada);
        await TakeAsync(Leases, 1, Bob);
        await TakeAsync(Leases, 5, ["owner:carl", .. Ada]);

        (await Database.KeyExistsAsync(SproutKeys.Quota("owner:carl"))).ShouldBeFalse();
        (await CountAsync("total")).ShouldBe(3);
    }

    [Fact]
    public async Task Asking_again_takes_no_second_slot_even_when_all_are_taken()
    {
        var id = Guid.NewGuid();
        await TakeAsync(Leases, 1, Ada);
        for (var i = 0; i < 3; i++)
            (await Leases.TakeAsync(id, Ada)).ShouldBeNull();

        (await CountAsync("owner:ada")).ShouldBe(2);
    }

    [Fact]
    public async Task Asking_again_does_not_shorten_what_an_accepted_container_has()
    {
        var container = await Writer.CreateAsync(Container.New());

        (await Leases.TakeAsync(container.CorrelationId, Ada)).ShouldBeNull();

        (await ScoreAsync(SproutKeys.Quota("total"), container.CorrelationId.ToString("D"))).ShouldBe("inf");
    }

    [Fact]
    public async Task A_lease_ends_by_the_servers_clock()
    {
        var id = Guid.NewGuid();
        var time = (await DoAsync("TIME")).Items;
        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        await Leases.TakeAsync(id, Ada);

        var end = long.Parse((await ScoreAsync(SproutKeys.Quota("total"), id.ToString("D")))!);
        (end - now).ShouldBeInRange(60_000, 120_000);
    }

    [Fact]
    public async Task Who_never_comes_back_leaves_nothing()
    {
        await Leases.TakeAsync(Guid.NewGuid(), Ada);

        foreach (var scope in Ada)
            ((long)await DoAsync("PTTL", SproutKeys.Quota(scope).Name)).ShouldBeInRange(1, 120_000);
    }

    [Fact]
    public async Task Where_a_container_was_accepted_the_slots_stay()
    {
        await Writer.CreateAsync(Container.New());
        await Leases.TakeAsync(Guid.NewGuid(), Ada);

        foreach (var scope in Ada)
            ((long)await DoAsync("PTTL", SproutKeys.Quota(scope).Name)).ShouldBe(-1);
    }

    [Fact]
    public async Task An_accepted_lease_ends_no_more()
    {
        var container = Container.New();
        await Leases.TakeAsync(container.CorrelationId, Ada);
        (await Writer.TryWriteAsync(before: null, container)).ShouldBeTrue();

        foreach (var scope in Ada)
            ((long)await DoAsync("PTTL", SproutKeys.Quota(scope).Name)).ShouldBe(-1);
    }

    [Fact]
    public async Task One_that_ran_out_counts_no_more_and_is_forgotten_when_another_is_granted()
    {
        var late = Guid.NewGuid();
        await Leases.TakeAsync(late, Ada);
        await TakeAsync(Leases, 1, Ada);
        await RunOutAsync(late, Ada);

        (await Leases.TakeAsync(Guid.NewGuid(), Ada)).ShouldBeNull();

        (await ScoreAsync(SproutKeys.Quota("owner:ada"), late.ToString("D"))).ShouldBeNull();
        (await Leases.TakeAsync(late, Ada)).ShouldBe(new("owner:ada", 2, 2));
    }

    [Fact]
    public async Task One_that_ran_out_is_taken_anew_by_the_same_container_where_there_is_room()
    {
        var late = Guid.NewGuid();
        await Leases.TakeAsync(late, Ada);
        await RunOutAsync(late, Ada);

        (await Leases.TakeAsync(late, Ada)).ShouldBeNull();

        (await TakeAsync(Leases, 5, Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task A_scope_without_a_limit_is_only_counted()
    {
        var leases = new QuotaLeases(Database, new() { PerOwner = 0 });

        (await TakeAsync(leases, 20, ["service:ci", QuotaOptions.TotalScope])).ShouldBe(20);
        (await leases.TakeAsync(Guid.NewGuid(), ["owner:ada"])).ShouldBe(new("owner:ada", 0, 0));
        (await CountAsync("service:ci")).ShouldBe(20);
    }

    [Fact]
    public async Task What_counts_nowhere_is_always_granted() => (await Leases.TakeAsync(Guid.NewGuid(), [])).ShouldBeNull();

    [Fact]
    public async Task Many_takers_on_several_connections_never_exceed_a_limit()
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Shared.ConnectAsync().AsTask()));
        var options = new QuotaOptions { PerOwner = 7, Total = 20 };
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(i =>
            Task.Run(() => new QuotaLeases(connections[i % 4].GetDatabase(), options).TakeAsync(Guid.NewGuid(), ["owner:" + (i % 5), "total"]))));
        foreach (var connection in connections)
            await connection.DisposeAsync();

        answers.Count(full => full is null).ShouldBe(20);
        (await CountAsync("total")).ShouldBe(20);
        for (var owner = 0; owner < 5; owner++)
            (await CountAsync("owner:" + owner)).ShouldBeLessThanOrEqualTo(7);
    }

    private static async Task<int> TakeAsync(QuotaLeases leases, int times, string[] scopes)
    {
        var granted = 0;
        for (var i = 0; i < times; i++)
            granted += await leases.TakeAsync(Guid.NewGuid(), scopes) is null ? 1 : 0;
        return granted;
    }

    private async Task RunOutAsync(Guid id, string[] scopes)
    {
        foreach (var scope in scopes)
            await DoAsync("ZADD", SproutKeys.Quota(scope).Name, 1, id.ToString("D"));
    }

    private async Task<long> CountAsync(string scope) => (long)await DoAsync("ZCARD", SproutKeys.Quota(scope).Name);
}
