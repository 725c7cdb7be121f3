using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.MassTransit.RedisStreams.Tests.Queues.Support;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues;

public sealed class When_messages_are_moved_or_removed : IAsyncLifetime
{
    private QueueRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await QueueRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task They_move_as_they_are_and_go_on_ageing()
    {
        await _redis.DeclareAsync("parked");
        await _redis.DoAsync("XADD", QueueRedis.Key("orders"), "1-0", "b", "old", "h", "{}", "ttl", 1, "d", 3);
        await _redis.DoAsync("XADD", QueueRedis.Key("orders"), "*", "b", "new", "ttl", 600_000);

        (await _redis.Queues.MoveAsync("orders", "parked")).Done.ShouldBe(2);

        var entries = await _redis.ReadAsync("parked");
        entries[0].Values.ShouldBe([new("b", "old"), new("h", "{}"), new("ttl", 1), new("d", 3)]);
        ((long)entries[1]["ttl"]).ShouldBeInRange(1, 600_000);
        (await _redis.ReadAsync("orders")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_is_made_only_on_demand()
    {
        await _redis.AddAsync("orders");

        await Should.ThrowAsync<UnknownQueueException>(() => _redis.Queues.MoveAsync("orders", "parked"));
        (await _redis.Queues.MoveAsync("orders", "parked", create: true)).Done.ShouldBe(1);
        await Should.ThrowAsync<ArgumentException>(() => _redis.Queues.MoveAsync("parked", "parked"));

        (await _redis.ReadAsync("parked")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_in_flight_is_neither_moved_nor_removed()
    {
        await _redis.DeclareAsync("orders");
        await _redis.DeclareAsync("parked");
        await _redis.AddManyAsync("orders", 3);
        var taken = await _redis.TakeAsync("orders", 1);

        (await _redis.Queues.MoveAsync("orders", "parked", taken)).InFlight.ShouldBe(taken);
        (await _redis.Queues.PurgeAsync("orders", taken)).InFlight.ShouldBe(taken);
        var outcome = await _redis.Queues.PurgeAsync("orders");

        outcome.Done.ShouldBe(2);
        outcome.InFlight.ShouldBe(taken);
        (await _redis.ReadAsync("orders")).Select(entry => entry.Id).ShouldBe(taken);
    }

    [Fact]
    public async Task A_waiting_one_that_was_removed_is_given_to_nobody()
    {
        await _redis.DeclareAsync("orders");
        var ids = await _redis.AddManyAsync("orders", 3);

        (await _redis.Queues.PurgeAsync("orders", [ids[0], "1-0"])).ShouldSatisfyAllConditions(
            outcome => outcome.Done.ShouldBe(1),
            outcome => outcome.Missing.ShouldBe(["1-0"]));

        (await _redis.TakeAsync("orders", 3)).ShouldBe(ids[1..]);
    }

    [Fact]
    public async Task All_are_removed_however_many()
    {
        await _redis.AddManyAsync("orders_error", 250);

        (await _redis.Queues.PurgeAsync("orders_error")).Done.ShouldBe(250);
        (await _redis.Queues.PurgeAsync("orders_error")).Done.ShouldBe(0);

        (await _redis.ReadAsync("orders_error")).ShouldBeEmpty();
    }

    [Fact]
    public void Dead_letter_queues_are_known_by_their_name() =>
        ((string[])["a_error", "a_skipped", "a", "error"]).Select(RedisStreamsQueues.IsDeadLetterQueue).ShouldBe([true, true, false, false]);
}
