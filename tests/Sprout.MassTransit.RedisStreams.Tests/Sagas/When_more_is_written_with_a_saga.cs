using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas;

public sealed class When_more_is_written_with_a_saga(SagaRedis redis) : IClassFixture<SagaRedis>
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task It_is_told_the_saga_before_and_after_each_write()
    {
        await using var host = await StartAsync();

        await host.HandleAsync(new NumberAdded(_id, 1));
        await host.HandleAsync(new NumberAdded(_id, 2));
        await host.HandleAsync(new TallyFinished(_id));

        host.Ledger.Described.ShouldBe(["nothing -> 1:1", "1:1 -> 2:1+2", "2:1+2 -> nothing"]);
    }

    [Fact]
    public async Task All_is_one_command_to_Redis()
    {
        await using var host = await StartAsync();
        host.Ledger.Conditions.Add(new("TYPE", Key("any")));
        host.Ledger.Commands.AddRange([new("RPUSH", Key("list"), "a", "b"), new("ZADD", Key("scores"), "+inf", "c"), new("XADD", Key("feed"), "*", "grüße", "")]);
        await host.HandleAsync(new NumberAdded(_id, 1));
        var before = redis.Connection.Counters.Commands;

        await host.HandleAsync(new NumberAdded(_id, 2));

        (redis.Connection.Counters.Commands - before).ShouldBe(2, "the read and the script");
        ((long)await redis.DoAsync("LLEN", Key("list"))).ShouldBe(4);
        ((long)await redis.DoAsync("ZCARD", Key("scores"))).ShouldBe(1);
        (await redis.Connection.GetDatabase().StreamRangeAsync(Key("feed")))[1].Values.ShouldBe([new("grüße", "")]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("EXISTS")]
    public async Task A_condition_that_answers_nil_or_0_stops_everything(string command)
    {
        await using var host = await StartAsync();
        host.Ledger.Conditions.AddRange([new("PING"), new(command, Key("absent"))]);
        host.Ledger.Commands.Add(new("SET", Key("written"), 1));

        await host.HandleAsync(new NumberAdded(_id, 1));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisSagaConcurrencyException>().Message.ShouldContain("condition 2");
        (await redis.KeysOfAsync(_id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_condition_counts_for_updates_and_deletions_too()
    {
        await using var host = await StartAsync();
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Ledger.Conditions.Add(new("EXISTS", Key("absent")));

        await host.HandleAsync(new NumberAdded(_id, 2));
        await host.HandleAsync(new TallyFinished(_id));

        host.Receptions.Faults.Count.ShouldBe(2);
        var tally = (await host.LoadAsync(_id)).ShouldNotBeNull();
        (tally.Version, tally.Numbers.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_retry_succeeds_once_its_conditions_hold()
    {
        await using var host = await StartAsync(retries: 1);
        host.Ledger.Conditions.Add(new("EXISTS", Key("present")));
        host.Ledger.Commands.Add(new("INCR", Key("written")));
        host.Interference.Once(() =>
        {
            host.Interference.Once(async () => await redis.DoAsync("SET", Key("present"), 1));
            return Task.CompletedTask;
        });

        await host.HandleAsync(new NumberAdded(_id, 1));

        host.Receptions.Faults.ShouldBeEmpty();
        ((string?)await redis.DoAsync("GET", Key("written"))).ShouldBe("1");
        (await host.LoadAsync(_id))!.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task What_loses_against_another_writer_writes_nothing_more_either()
    {
        await using var host = await StartAsync();
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Ledger.Commands.Add(new("SET", Key("written"), 1));
        host.Interference.Once(async () => await redis.DoAsync("HSET", $"tally:{_id}", "version", 9));

        await host.HandleAsync(new NumberAdded(_id, 2));

        (await redis.KeysOfAsync(_id)).ShouldBe([$"tally:{_id}"]);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_asked_stops_everything()
    {
        await using var host = await StartAsync();
        await redis.DoAsync("SET", Key("text"), 1);
        host.Ledger.Conditions.Add(new("ZSCORE", Key("text"), "a"));
        host.Ledger.Commands.Add(new("SET", Key("written"), 1));

        await host.HandleAsync(new NumberAdded(_id, 1));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisServerException>();
        (await redis.KeysOfAsync(_id)).ShouldBe([Key("text")]);
    }

    // Lua does not roll back. So the saga comes last: it never says that something has happened which has not.
    [Fact]
    public async Task A_command_that_fails_leaves_those_before_it_but_not_the_saga()
    {
        await using var host = await StartAsync();
        await host.HandleAsync(new NumberAdded(_id, 1));
        await redis.DoAsync("SET", Key("text"), 1);
        host.Ledger.Commands.AddRange([new("SET", Key("before"), 1), new("RPUSH", Key("text"), "a"), new("SET", Key("later"), 1)]);

        await host.HandleAsync(new NumberAdded(_id, 2));
        await host.HandleAsync(new TallyFinished(_id));

        host.Receptions.Faults.Select(fault => fault.ShouldBeOfType<RedisServerException>().Message).ShouldAllBe(message => message.Contains("WRONGTYPE"));
        (await redis.KeysOfAsync(_id)).ShouldBe([Key("before"), $"tally:{_id}", Key("text")]);
        (await host.LoadAsync(_id))!.Numbers.ShouldBe([1]);
    }

    private string Key(string name) => $"{name}:{_id}";

    private Task<SagaHost> StartAsync(int retries = 0) => SagaHost.StartAsync(redis.Connection, retries, tally => tally.CommitWith<LedgerCommit>());
}
