using MassTransit;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas;

public sealed class When_events_meet_on_one_saga(SagaRedis redis) : IClassFixture<SagaRedis>
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Two_that_begin_it_make_one_instance_and_both_count()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);
        host.Interference.LetMeet(2);

        await host.HandleAsync(new NumberAdded(_id, 1), new NumberAdded(_id, 2));

        host.Interference.Attempts.ShouldBe(3, "both began it, one again");
        await ShouldHaveCountedAsync(host, 2);
    }

    [Fact]
    public async Task Two_that_insert_it_make_one_instance_and_both_count()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);
        host.Interference.LetMeet(2);

        await host.HandleAsync(new NumberInserted(_id, 1), new NumberInserted(_id, 2));

        var tally = (await host.LoadAsync(_id)).ShouldNotBeNull();
        tally.Numbers.Order().ShouldBe([1, 2]);
        tally.Version.ShouldBe(3, "one insert, two updates");
        host.Receptions.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fifty_at_once_all_count_once()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection);
        host.Interference.LetMeet(50);

        await host.HandleAsync([.. Numbers(1, 50)]);

        await ShouldHaveCountedAsync(host, 50);
    }

    [Fact]
    public async Task Those_of_two_processes_all_count_once()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        await using var first = await SagaHost.StartAsync(redis.Connection);
        await using var second = await SagaHost.StartAsync(connection);

        await Task.WhenAll(first.HandleAsync([.. Numbers(1, 25)]), second.HandleAsync([.. Numbers(26, 25)]));

        second.Receptions.Faults.ShouldBeEmpty();
        await ShouldHaveCountedAsync(first, 50);
    }

    [Fact]
    public async Task The_later_writer_gets_a_concurrency_exception_and_writes_nothing()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, retries: 0);
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Interference.Once(() => OverwriteAsync());

        await host.HandleAsync(new NumberAdded(_id, 2));

        var fault = host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisSagaConcurrencyException>();
        fault.ShouldBeAssignableTo<ConcurrencyException>();
        fault.CorrelationId.ShouldBe(_id);
        fault.Message.ShouldContain(nameof(Tally));
        (await host.LoadAsync(_id))!.Numbers.ShouldBe([42]);
    }

    [Fact]
    public async Task One_that_ends_it_ends_only_what_it_has_seen()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, retries: 0);
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Interference.Once(() => OverwriteAsync());

        await host.HandleAsync(new TallyFinished(_id));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisSagaConcurrencyException>();
        (await host.LoadAsync(_id))!.Numbers.ShouldBe([42]);
    }

    [Fact]
    public async Task An_update_does_not_revive_what_was_deleted_meanwhile()
    {
        await using var host = await SagaHost.StartAsync(redis.Connection, retries: 0);
        await host.HandleAsync(new NumberAdded(_id, 1));
        host.Interference.Once(async () => await redis.DoAsync("DEL", $"tally:{_id}"));

        await host.HandleAsync(new NumberAdded(_id, 2));

        host.Receptions.Faults.ShouldHaveSingleItem().ShouldBeOfType<RedisSagaConcurrencyException>();
        (await redis.KeysOfAsync(_id)).ShouldBeEmpty();
    }

    private IEnumerable<NumberAdded> Numbers(int from, int count) => Enumerable.Range(from, count).Select(number => new NumberAdded(_id, number));

    private async Task ShouldHaveCountedAsync(SagaHost host, int count)
    {
        host.Receptions.Faults.ShouldBeEmpty();
        var tally = (await host.LoadAsync(_id)).ShouldNotBeNull();
        tally.Numbers.Order().ShouldBe(Enumerable.Range(1, count));
        tally.Version.ShouldBe(count);
    }

    private async Task OverwriteAsync() => await redis.DoAsync(
        "HSET", $"tally:{_id}", "version", 2, "data", $$"""{"correlationId":"{{_id}}","version":2,"currentState":"Counting","numbers":[42]}""");
}
