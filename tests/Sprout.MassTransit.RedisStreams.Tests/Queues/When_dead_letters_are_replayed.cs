using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.MassTransit.RedisStreams.Tests.Queues.Support;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues;

public sealed class When_dead_letters_are_replayed : IAsyncLifetime
{
    private QueueRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await QueueRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task They_are_back_in_their_queue_as_if_new()
    {
        await _redis.DeclareAsync("orders");
        var id = await _redis.AddAsync(
            "orders_error", new("t", "text/plain"), new("h", QueueRedis.FaultHeaders), new("ttl", 1), new("d", 9));

        var outcome = await _redis.Queues.ReplayAsync("orders_error", [id]);

        (outcome.Done, outcome.Missing.Count, outcome.InFlight.Count, outcome.Homeless.Count).ShouldBe((1, 0, 0, 0));
        (await _redis.ReadAsync("orders_error")).ShouldBeEmpty();
        (await _redis.ReadAsync("orders")).ShouldHaveSingleItem().Values.ShouldBe(
        [
            new("b", QueueRedis.Envelope),
            new("t", "text/plain"),
            new("h", """{"MT-Fault-Address":"queue:faults","n":9007199254740993,"tenant":"a"}"""),
        ]);
    }

    [Fact]
    public async Task No_headers_are_left_where_there_were_none_before()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddAsync("orders_skipped", new NameValueEntry("h", """{"MT-Reason":"dead-letter"}"""));
        await _redis.AddAsync("orders_skipped");

        (await _redis.Queues.ReplayAsync("orders_skipped")).Done.ShouldBe(2);

        (await _redis.ReadAsync("orders")).ShouldAllBe(entry => entry.Values.Count == 1);
    }

    [Fact]
    public async Task Headers_that_nobody_understands_stay()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddAsync("orders_error", new NameValueEntry("h", "[MT-Reason]"));

        await _redis.Queues.ReplayAsync("orders_error");

        (await _redis.ReadAsync("orders")).ShouldHaveSingleItem()["h"].ToString().ShouldBe("[MT-Reason]");
    }

    [Fact]
    public async Task All_go_in_their_order()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddManyAsync("orders_error", 250);

        (await _redis.Queues.ReplayAsync("orders_error")).Done.ShouldBe(250);

        (await _redis.ReadAsync("orders")).Select(entry => (long)entry["number"]).ShouldBe(Enumerable.Range(0, 250).Select(number => (long)number));
    }

    [Fact]
    public async Task A_name_without_a_suffix_leaves_it_to_the_fault_header()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddAsync("parked", new NameValueEntry("h", QueueRedis.FaultHeaders));
        string[] homeless =
        [
            await _redis.AddAsync("parked"),
            await _redis.AddAsync("parked", new NameValueEntry("h", """{"MT-Fault-InputAddress":"queue:nobody"}""")),
            await _redis.AddAsync("parked", new NameValueEntry("h", """{"MT-Fault-InputAddress":"queue:parked"}""")),
        ];

        var outcome = await _redis.Queues.ReplayAsync("parked");

        outcome.Done.ShouldBe(1);
        outcome.Homeless.ShouldBe(homeless, ignoreOrder: true);
        (await _redis.ReadAsync("orders")).Length.ShouldBe(1);
        (await _redis.ReadAsync("parked")).Length.ShouldBe(3);
        (await _redis.ReadAsync("nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_is_gone_gets_nothing()
    {
        await _redis.AddAsync("orders_error");

        (await Should.ThrowAsync<UnknownQueueException>(() => _redis.Queues.ReplayAsync("orders_error"))).Name.ShouldBe("orders");

        (await _redis.ReadAsync("orders_error")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_a_consumer_of_the_dead_letters_holds_is_left_alone()
    {
        await _redis.DeclareAsync("orders");
        await _redis.DeclareAsync("orders_error");
        await _redis.AddManyAsync("orders_error", 3);
        var taken = await _redis.TakeAsync("orders_error", 2);

        var outcome = await _redis.Queues.ReplayAsync("orders_error");

        outcome.Done.ShouldBe(1);
        outcome.InFlight.ShouldBe(taken);
        (await _redis.ReadAsync("orders_error")).Select(entry => entry.Id).ShouldBe(taken);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await _redis.DeclareAsync("orders");
        var id = await _redis.AddAsync("orders_error");

        var outcome = await _redis.Queues.ReplayAsync("orders_error", ["1-0", id, id]);

        outcome.Done.ShouldBe(1);
        outcome.Missing.ShouldBe(["1-0"]);
        await Should.ThrowAsync<ArgumentException>(() => _redis.Queues.ReplayAsync("orders_error", ["all"]));
    }

    [Fact]
    public async Task Several_operators_at_once_double_nothing()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddManyAsync("orders_error", 1000);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _redis.Queues.ReplayAsync("orders_error")));

        outcomes.Sum(outcome => outcome.Done).ShouldBe(1000);
        outcomes.ShouldAllBe(outcome => outcome.Missing.Count == 0);
        (await _redis.ReadAsync("orders")).Select(entry => (long)entry["number"]).Order().ShouldBe(Enumerable.Range(0, 1000).Select(number => (long)number));
        (await _redis.ReadAsync("orders_error")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Full_memory_loses_nothing()
    {
        await _redis.DeclareAsync("orders");
        await _redis.AddManyAsync("orders_error", 10);
        await _redis.DoAsync("CONFIG", "SET", "maxmemory", 1);

        (await Should.ThrowAsync<RedisServerException>(() => _redis.Queues.ReplayAsync("orders_error"))).Code.ShouldBe("OOM");

        (await _redis.ReadAsync("orders_error")).Length.ShouldBe(10);
        (await _redis.ReadAsync("orders")).ShouldBeEmpty();
    }
}
