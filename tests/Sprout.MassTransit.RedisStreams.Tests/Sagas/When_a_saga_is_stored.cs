using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas;

public sealed class When_a_saga_is_stored(SagaRedis redis) : IClassFixture<SagaRedis>
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task It_is_a_hash_of_version_and_document_under_its_types_prefix()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);

        await host.HandleAsync(new NumberAdded(_id, 7));

        (await redis.KeysOfAsync(_id)).ShouldBe([$"tally:{_id}"]);
        ((string?)await redis.DoAsync("HGET", $"tally:{_id}", "version")).ShouldBe("1");
        ((string?)await redis.DoAsync("HGET", $"tally:{_id}", "data"))
            .ShouldBe($$"""{"correlationId":"{{_id}}","version":1,"currentState":"Counting","numbers":[7]}""");
        ((long)await redis.DoAsync("PTTL", $"tally:{_id}")).ShouldBe(-1);
    }

    [Fact]
    public async Task Each_event_that_changes_it_raises_its_version()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);

        for (var i = 1; i <= 3; i++)
            await host.HandleAsync(new NumberAdded(_id, i));

        var tally = (await host.LoadAsync(_id)).ShouldNotBeNull();
        (tally.Version, string.Join(' ', tally.Numbers)).ShouldBe((3, "1 2 3"));
    }

    [Fact]
    public async Task An_event_that_changes_nothing_costs_no_write()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, repository: tally => tally.CommitWith<LedgerCommit>());
        await host.HandleAsync(new NumberAdded(_id, 1));
        var before = redis.Connection.Counters.Commands;

        await host.HandleAsync(new TallyRead(_id));

        (redis.Connection.Counters.Commands - before).ShouldBe(1, "the read alone");
        host.Interference.Attempts.ShouldBe(2);
        host.Ledger.Described.Count.ShouldBe(1);
        (await host.LoadAsync(_id))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_deleted_once_it_is_final()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);
        await host.HandleAsync(new NumberAdded(_id, 1));

        await host.HandleAsync(new TallyFinished(_id));

        (await redis.KeysOfAsync(_id)).ShouldBeEmpty();
        host.Receptions.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_final_at_once_never_is()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, repository: tally => tally.CommitWith<LedgerCommit>());
        host.Ledger.Commands.Add(new("SET", $"written:{_id}", 1));

        await host.HandleAsync(new TallyFinished(_id));

        (await redis.KeysOfAsync(_id)).ShouldBeEmpty();
        host.Receptions.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_life_begins_anew_with_every_write()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, repository: tally => tally.Expiry = TimeSpan.FromHours(1));
        await host.HandleAsync(new NumberAdded(_id, 1));
        ((long)await redis.DoAsync("PTTL", $"tally:{_id}")).ShouldBeInRange(1_800_000, 3_600_000);

        await redis.DoAsync("PEXPIRE", $"tally:{_id}", 600_000);
        await host.HandleAsync(new NumberAdded(_id, 2));

        ((long)await redis.DoAsync("PTTL", $"tally:{_id}")).ShouldBeInRange(1_800_000, 3_600_000);
    }

    [Fact]
    public async Task One_that_was_to_expire_stays_once_it_is_written_without_an_expiry()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);
        await host.HandleAsync(new NumberAdded(_id, 1));
        await redis.DoAsync("PEXPIRE", $"tally:{_id}", 600_000);

        await host.HandleAsync(new NumberAdded(_id, 2));

        ((long)await redis.DoAsync("PTTL", $"tally:{_id}")).ShouldBe(-1);
    }

    [Fact]
    public async Task Two_types_with_the_same_id_do_not_meet()
    {
        await using var host = await SagaHost.StartAsync(
            redis.Connection, others: bus => bus.AddSagaStateMachine<TallyMachine<OtherTally>, OtherTally>().RedisRepository());

        // Both hear it.
        await host.HandleAsync(new NumberAdded(_id, 1));
        await host.Receptions.UntilDoneAsync(1);

        (await redis.KeysOfAsync(_id)).ShouldBe([$"othertally:{_id}", $"tally:{_id}"]);
        (await host.LoadAsync<OtherTally>(_id))!.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task An_instance_can_be_stored_ahead_of_its_first_event()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, repository: tally => tally.CommitWith<LedgerCommit>());

        await host.HandleAsync(new NumberInserted(_id, 5));
        await host.HandleAsync(new NumberInserted(_id, 6));

        host.Receptions.Faults.ShouldBeEmpty();
        // The second is inserted in vain, as MassTransit does it, before the one that is there is loaded.
        host.Ledger.Described.ShouldBe(["nothing -> 1:", "1: -> 2:5", "nothing -> 1:", "2:5 -> 3:5+6"]);
    }

    [Fact]
    public async Task What_is_no_hash_of_ours_is_not_overwritten()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, retries: 0);
        await redis.DoAsync("SET", $"tally:{_id}", "somebody else's");

        await host.HandleAsync(new NumberAdded(_id, 1));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisServerException>().Code.ShouldBe("WRONGTYPE");
        ((string?)await redis.DoAsync("GET", $"tally:{_id}")).ShouldBe("somebody else's");
    }

    [Fact]
    public async Task It_is_not_found_by_anything_but_its_id()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);

        await host.HandleAsync(new TallySought("Counting"));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeAssignableTo<NotImplementedByDesignException>();
    }

    [Fact]
    public async Task There_is_none_for_an_unknown_id()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);

        (await host.LoadAsync(_id)).ShouldBeNull();
    }
}
