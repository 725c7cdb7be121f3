using Sprout.MassTransit.RedisStreams.Tests.Queues.Support;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues;

public sealed class When_queues_are_listed : IAsyncLifetime
{
    private QueueRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await QueueRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Each_says_what_waits_and_what_is_in_flight()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddManyAsync("orders", 5);
        await _redis.TakeAsync("orders", 2);

        var queue = (await _redis.Queues.ListAsync()).Queues.ShouldHaveSingleItem();

        queue.ShouldBe(new("orders", Depth: 5, Lag: 3, Pending: 2, Consumers: 1, queue.OldestAge));
        queue.OldestAge!.Value.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Its_dead_letters_stand_beside_it()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddManyAsync("orders_error", 2);
        await _redis.AddAsync("orders_skipped");
        await _redis.AddAsync("gone_error");

        (await _redis.Queues.ListAsync()).Queues.Select(queue => (queue.Name, queue.Depth, queue.Errors, queue.Skipped))
            .ShouldBe([("gone_error", 1, null, null), ("orders", 0, 2, 1)]);
    }

    [Fact]
    public async Task Redis_may_have_lost_count()
    {
        await _redis.DeclareAsync("orders");
        var ids = await _redis.AddManyAsync("orders", 5);
        await _redis.TakeAsync("orders", 1);
        await _redis.DoAsync("XDEL", QueueRedis.Key("orders"), ids[3]);

        (await _redis.Queues.ListAsync()).Queues.ShouldHaveSingleItem().Lag.ShouldBe(3);
    }

    [Fact]
    public async Task An_empty_one_has_no_age()
    {
        await _redis.DeclareAsync("orders");

        (await _redis.Queues.ListAsync()).Queues.ShouldBe([new("orders", 0, 0, 0, 0, null)]);
    }

    [Fact]
    public async Task Delayed_messages_are_counted_and_other_keys_are_none_of_ours()
    {
        await _redis.DoAsync("ZADD", QueueRedis.Prefix + "delayed", 1, "a", 2, "b");
        await _redis.DoAsync("XADD", "{teXt}:a:queue:other", "*", "b", "1");
        await _redis.DoAsync("SET", QueueRedis.Key("text"), "1");

        var overview = await _redis.Queues.ListAsync();

        (overview.Queues.Count, overview.Delayed).ShouldBe((0, 2));
    }

    [Fact]
    public async Task Many_are_listed_among_many_other_keys()
    {
        for (var i = 0; i < 250; i++)
            await _redis.DeclareAsync($"q{i}");
        await _redis.DoAsync("EVAL", "for i = 1, 20000 do redis.call('SET', i, i) end", 0);

        (await _redis.Queues.ListAsync()).Queues.Count.ShouldBe(250);
    }
}
