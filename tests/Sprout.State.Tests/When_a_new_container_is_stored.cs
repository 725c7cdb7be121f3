using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_new_container_is_stored(SharedRedis shared) : StateTest(shared)
{
    private QuotaLeases Leases => new(Database, new() { PerOwner = 1, Total = 10 });

    [Fact]
    public async Task Its_leases_become_slots_for_ever()
    {
        var container = Container.New();
        await Leases.TakeAsync(container.CorrelationId, Container.Scopes);

        (await Writer.TryWriteAsync(before: null, container)).ShouldBeTrue();

        foreach (var scope in Container.Scopes)
            (await ScoreAsync(SproutKeys.Quota(scope), container.CorrelationId.ToString("D"))).ShouldBe("inf");
    }

    [Fact]
    public async Task Without_a_lease_nothing_is_written()
    {
        (await Writer.TryWriteAsync(before: null, Container.New())).ShouldBeFalse();

        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_in_only_some_of_its_quotas_is_not_enough()
    {
        var container = Container.New();
        await Leases.TakeAsync(container.CorrelationId, ["total"]);

        (await Writer.TryWriteAsync(before: null, container)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lease_that_ran_out_still_does_where_nobody_took_the_slot()
    {
        var container = Container.New();
        await Leases.TakeAsync(container.CorrelationId, Container.Scopes);
        await RunOutAsync(container);

        (await Writer.TryWriteAsync(before: null, container)).ShouldBeTrue();
        (await Leases.TakeAsync(Guid.NewGuid(), Container.Scopes)).ShouldBe(new("owner:ada", 1, 1));
    }

    [Fact]
    public async Task A_lease_that_ran_out_and_was_given_away_does_not()
    {
        var container = Container.New();
        await Leases.TakeAsync(container.CorrelationId, Container.Scopes);
        await RunOutAsync(container);
        (await Leases.TakeAsync(Guid.NewGuid(), Container.Scopes)).ShouldBeNull();

        (await Writer.TryWriteAsync(before: null, container)).ShouldBeFalse();
        (await Database.KeyExistsAsync(SproutKeys.Container(container.CorrelationId))).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_counts_against_no_quota_needs_none()
    {
        var container = Container.New();
        container.QuotaScopes = [];

        (await Writer.TryWriteAsync(before: null, container)).ShouldBeTrue();
    }

    private async Task RunOutAsync(ContainerDocument container)
    {
        foreach (var scope in Container.Scopes)
            await DoAsync("ZADD", SproutKeys.Quota(scope).Name, 1, container.CorrelationId.ToString("D"));
    }
}
