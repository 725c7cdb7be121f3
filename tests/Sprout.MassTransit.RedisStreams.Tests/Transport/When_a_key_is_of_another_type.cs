using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_a_key_is_of_another_type : TransportTest
{
    private readonly Inbox _good = new();
    private readonly Inbox _bad = new();

    [Fact]
    public async Task The_endpoint_says_which_and_the_others_work()
    {
        await DoAsync("SET", Queue("bad"), "somebody else's");
        var bus = MakeBus(Configure);
        var starting = bus.Control.StartAsync();

        await Eventually.HoldsAsync("the bad one is unhealthy", () => HealthOf(bus, "bad") is { Status: BusHealthStatus.Unhealthy, Exception: not null });
        var health = HealthOf(bus, "bad");
        await bus.SendAsync("good", 1);
        await _good.UntilHandledAsync(1);

        health.Description.ShouldNotBeNull().ShouldContain("WRONGTYPE");
        health.Description.ShouldContain("bad");
        HealthOf(bus, "good").Status.ShouldBe(BusHealthStatus.Healthy);
        ((string?)await DoAsync("GET", Queue("bad"))).ShouldBe("somebody else's");

        await DoAsync("DEL", Queue("bad"));
        await starting.WaitAsync(Patience);
        await bus.SendAsync("bad", 1);
        await _bad.UntilHandledAsync(1);
    }

    [Fact]
    public async Task A_send_to_it_says_so_at_once()
    {
        await DoAsync("SET", Queue("bad"), "somebody else's");
        var publisher = await StartPublisherAsync();

        (await Should.ThrowAsync<RedisServerException>(() => publisher.SendAsync("bad", 1).WaitAsync(TimeSpan.FromSeconds(10)))).Code.ShouldBe("WRONGTYPE");
    }

    [Fact]
    public async Task A_publish_to_all_says_so_and_reaches_none_rather_than_some()
    {
        await StartBusAsync(Configure);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await Task.WhenAll(_good.UntilHandledAsync(1), _bad.UntilHandledAsync(1));
        await UntilEmptyAsync("good");
        await UntilEmptyAsync("bad");
        await DoAsync("SET", Queue("bad"), "somebody else's");

        var refusal = await Should.ThrowAsync<RedisServerException>(() => publisher.PublishAsync(2).WaitAsync(TimeSpan.FromSeconds(10)));
        await publisher.SendAsync("good", 3);
        await _good.UntilHandledAsync(3);

        refusal.Message.ShouldContain("WRONGTYPE");
        refusal.Message.ShouldContain("bad");
        _good.Numbers.ShouldBe([1, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task It_does_not_hold_up_what_is_delayed_nor_double_it()
    {
        await StartBusAsync(Configure);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await Task.WhenAll(_good.UntilHandledAsync(1), _bad.UntilHandledAsync(1));
        var scheduler = publisher.Control.CreateDelayedMessageScheduler();
        await DoAsync("SET", Queue("bad"), "somebody else's");
        await scheduler.SchedulePublish(TimeSpan.FromMilliseconds(100), new Parcel(2));
        await scheduler.ScheduleSend(new Uri("queue:good"), TimeSpan.FromMilliseconds(200), new Parcel(3));

        await _good.UntilHandledAsync(3);
        // It is put off, and comes when the way is free.
        await Eventually.HoldsAsync("it waits", async () => await NumberAsync("ZCARD", Prefix + "delayed") == 1);
        await DoAsync("DEL", Queue("bad"));
        await DoAsync("ZADD", Prefix + "delayed", "1", (string)(await DoAsync("ZRANGE", Prefix + "delayed", "0", "-1"))[0]!);

        await Task.WhenAll(_good.UntilHandledAsync(2), _bad.UntilHandledAsync(2));
        await UntilEmptyAsync("good");
        _good.Deliveries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_error_queue_that_is_none_does_not_lose_what_failed()
    {
        await DoAsync("SET", Queue("parcels_error"), "somebody else's");
        var consumer = await StartConsumerAsync("parcels", _ => throw new InvalidOperationException("never"), endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(1));
        var faults = new Faults(consumer);
        await consumer.PublishAsync(1);
        await Eventually.HoldsAsync("it could not be moved", () => !faults.All.IsEmpty);
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(1);

        await DoAsync("DEL", Queue("parcels_error"));

        await Eventually.HoldsAsync("it is moved", async () => await NumberAsync("XLEN", Queue("parcels_error")) == 1);
        await UntilEmptyAsync("parcels");
    }

    private void Configure(Configuration.IRedisStreamsBusFactoryConfigurator bus)
    {
        bus.ReceiveEndpoint("bad", endpoint => endpoint.Handler<Parcel>(_bad.HandleAsync));
        bus.ReceiveEndpoint("good", endpoint => endpoint.Handler<Parcel>(_good.HandleAsync));
    }

    private static EndpointHealthResult HealthOf(TestBus bus, string queue) =>
        bus.Control.CheckHealth().Endpoints.Single(endpoint => endpoint.Key.EndsWith("/" + queue, StringComparison.Ordinal)).Value;
}
