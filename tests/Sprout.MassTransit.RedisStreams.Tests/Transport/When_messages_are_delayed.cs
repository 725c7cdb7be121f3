using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_messages_are_delayed : TransportTest
{
    private static readonly Uri Address = new("queue:parcels");

    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Those_of_a_process_that_has_gone_are_delivered_by_another()
    {
        var gone = await StartPublisherAsync();
        for (var i = 0; i < 50; i++)
            await gone.Control.CreateDelayedMessageScheduler().ScheduleSend(Address, TimeSpan.FromMilliseconds(1500), new Parcel(i));
        await gone.Control.StopAsync();
        (await NumberAsync("ZCARD", Prefix + "delayed")).ShouldBe(50);

        await StartConsumerAsync("parcels", _inbox);

        await _inbox.UntilAsync(50);
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(50);
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task None_comes_twice_when_five_processes_deliver()
    {
        const int Count = 1000;
        for (var i = 0; i < 5; i++)
            await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        var scheduler = publisher.Control.CreateDelayedMessageScheduler();
        for (var i = 0; i < Count; i++)
            await scheduler.ScheduleSend(Address, TimeSpan.FromMilliseconds(i % 700), new Parcel(i));

        await _inbox.UntilAsync(Count);
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(Count);
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task They_come_when_they_are_due_and_not_before()
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        var scheduler = publisher.Control.CreateDelayedMessageScheduler();
        foreach (var (number, delay) in new[] { (3, 900), (1, 300), (2, 600) })
            await scheduler.ScheduleSend(Address, TimeSpan.FromMilliseconds(delay), new Parcel(number));

        await _inbox.UntilAsync(3);

        _inbox.Deliveries.Select(delivery => delivery.Number).ShouldBe([1, 2, 3]);
    }

    // Either the cancellation comes first and the message never does, or it comes, once.
    [Fact]
    public async Task A_cancellation_races_with_the_delivery_and_one_of_them_wins()
    {
        const int Count = 300;
        for (var i = 0; i < 3; i++)
            await StartConsumerAsync("parcels", _inbox);
        await using var provider = Scheduling();
        var bus = Keep(new TestBus(provider.GetRequiredService<IBusControl>()));
        await bus.Control.StartAsync();
        await using var scope = provider.CreateAsyncScope();
        var scheduler = scope.ServiceProvider.GetRequiredService<IMessageScheduler>();
        var scheduled = new ConcurrentDictionary<int, Guid>();
        for (var i = 0; i < Count; i++)
            scheduled[i] = (await scheduler.ScheduleSend(Address, TimeSpan.FromMilliseconds(300 + i), new Parcel(i))).TokenId;
        // An hour away: these are never delivered, whatever is slow here.
        var later = new List<Guid>();
        for (var i = 0; i < 20; i++)
            later.Add((await scheduler.ScheduleSend(Address, TimeSpan.FromHours(1), new Parcel(Count + i))).TokenId);

        for (var i = 0; i < Count; i += 2)
        {
            await Eventually.HoldsAsync("it is nearly its turn", async () => _inbox.Numbers.Count > 0 && await IsDueSoonAsync(scheduled[i]));
            await scheduler.CancelScheduledSend(Address, scheduled[i]);
        }

        foreach (var token in later)
            await scheduler.CancelScheduledSend(Address, token);

        await Eventually.HoldsAsync("all others have come", () => Enumerable.Range(0, Count).Where(i => i % 2 == 1).All(_inbox.Numbers.Contains));
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(_inbox.Numbers.Count, "none came twice");
        _inbox.Numbers.ShouldAllBe(number => number < Count);
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task A_second_message_under_the_same_token_takes_the_place_of_the_first()
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        var token = Guid.NewGuid();
        await ScheduleAsync(1, TimeSpan.FromHours(1));
        await ScheduleAsync(2, TimeSpan.FromMilliseconds(200));

        await _inbox.UntilHandledAsync(2);
        await ShouldBeCleanAsync();

        async Task ScheduleAsync(int number, TimeSpan delay) => await (await publisher.Control.GetSendEndpoint(Address)).Send(
            new Parcel(number), context => (context.ScheduledMessageId, context.Delay) = (token, delay));
    }

    [Fact]
    public async Task A_restart_keeps_them()
    {
        await using var server = await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes", "--appendfsync", "always"]);
        await StartConsumerAsync("parcels", _inbox, port: server.Port);
        var publisher = await StartPublisherAsync(port: server.Port);
        for (var i = 0; i < 100; i++)
            await publisher.Control.CreateDelayedMessageScheduler().ScheduleSend(Address, TimeSpan.FromSeconds(1), new Parcel(i));

        await server.RestartAsync();

        await _inbox.UntilAsync(100);
        _inbox.Deliveries.Count.ShouldBe(100);
    }

    // What is left under a token whose hash is gone, and a hash that nobody could have written, hold up nothing.
    [Fact]
    public async Task Garbage_among_them_holds_up_nothing()
    {
        await DoAsync("ZADD", Prefix + "delayed", "1", "no hash");
        await DoAsync("ZADD", Prefix + "delayed", "2", "not json");
        await DoAsync("HSET", Prefix + "delayed:not json", "kind", "queue", "to", "{", "b", "1");
        await DoAsync("ZADD", Prefix + "delayed", "3", "no fields");
        await DoAsync("HSET", Prefix + "delayed:no fields", "kind", "queue", "to", """["parcels"]""");
        await DoAsync("ZADD", Prefix + "delayed", "4", "no kind");
        await DoAsync("HSET", Prefix + "delayed:no kind", "to", """["parcels"]""", "b", "1");
        await DoAsync("ZADD", Prefix + "delayed", "5", "a string");
        await DoAsync("SET", Prefix + "delayed:a string", "1");
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();

        await publisher.Control.CreateDelayedMessageScheduler().ScheduleSend(Address, TimeSpan.FromMilliseconds(100), new Parcel(1));

        await _inbox.UntilHandledAsync(1);
    }

    // The scheduler that can cancel comes from the container.
    private ServiceProvider Scheduling()
    {
        var services = new ServiceCollection();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddRedisStreamsMessageScheduler();
            bus.UsingRedisStreams((_, redis) => redis.Host($"redis://127.0.0.1:{Server.Port}"));
        });
        return services.BuildServiceProvider(validateScopes: true);
    }

    private async Task<bool> IsDueSoonAsync(Guid token)
    {
        var score = await DoAsync("ZSCORE", Prefix + "delayed", token.ToString("D"));
        var time = await DoAsync("TIME");
        return score.IsNull || (double)(Redis.RedisValue)score - ((long)time[0] * 1000) - ((long)time[1] / 1000) < 3;
    }

    private async Task ShouldBeCleanAsync() => (await DoAsync("KEYS", Prefix + "delayed*")).Length.ShouldBe(0);
}
