using System.Diagnostics;
using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Limiting;

public sealed class When_work_is_limited
{
    [Theory, OnEveryTransport(Smoke = true)]
    public Task Never_are_more_handled_at_once_than_prefetched(string transport) =>
        NeverMoreThanAsync(transport, 4, endpoint => endpoint.PrefetchCount = 4);

    [Theory, OnEveryTransport(Smoke = true)]
    public Task Never_are_more_handled_at_once_than_the_endpoint_allows(string transport) =>
        NeverMoreThanAsync(transport, 3, endpoint =>
        {
            endpoint.PrefetchCount = 10;
            endpoint.ConcurrentMessageLimit = 3;
        });

    [Theory, OnEveryTransport]
    public Task Never_are_more_handled_at_once_than_the_pipe_allows(string transport) =>
        NeverMoreThanAsync(transport, 2, endpoint =>
        {
            endpoint.PrefetchCount = 10;
            endpoint.UseConcurrencyLimit(2);
        });

    [Theory, OnEveryTransport]
    public async Task A_limit_for_the_whole_bus_holds_for_each_endpoint(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (east, west) = (new Room(), new Room());
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.PrefetchCount = 8;
            cfg.ConcurrentMessageLimit = 2;
            cfg.ReceiveEndpoint(scene.Queue("east"), endpoint => endpoint.Handler<ShipOrder>(context => east.StayAsync(context.Message.Number)));
            cfg.ReceiveEndpoint(scene.Queue("west"), endpoint => endpoint.Handler<ShipOrder>(context => west.StayAsync(context.Message.Number)));
        });

        foreach (var number in Enumerable.Range(0, 6))
            await bus.PublishAsync(new ShipOrder($"{number}"));
        await Task.WhenAll(east.Entered.AtLeastAsync(2), west.Entered.AtLeastAsync(2));
        east.Open();
        await east.Left.AtLeastAsync(6);
        west.Open();
        await west.Left.AtLeastAsync(6);

        (east.Most, west.Most).ShouldBe((2, 2));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task One_at_a_time_keeps_the_order(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        foreach (var number in Enumerable.Range(0, 200))
            await bus.SendAsync(ships.Address, new ShipOrder($"{number}"));

        (await ships.AtLeastAsync(200)).Select(letter => letter.Message.Number).ShouldBe(Enumerable.Range(0, 200).Select(number => $"{number}"));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task One_that_takes_long_does_not_hold_up_the_others(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, handled) = (new Room(), new Record<string>());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
        {
            endpoint.PrefetchCount = 2;
            endpoint.Handler<ShipOrder>(context => context.Message.Number == "slow" ? room.StayAsync("slow") : handled.Note(context.Message.Number));
        }));

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("slow"));
        await room.Entered.FirstAsync();
        foreach (var number in Enumerable.Range(0, 50))
            await bus.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"));

        await handled.AtLeastAsync(50);
        room.Open();
        await room.Left.FirstAsync();
    }

    [Theory, OnEveryTransport]
    public async Task Messages_with_one_key_come_one_after_the_other(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (rooms, all) = (new Dictionary<string, Room>(StringComparer.Ordinal) { ["a"] = new(), ["b"] = new() }, new Record<string>());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
        {
            endpoint.PrefetchCount = 8;
            endpoint.Handler<ShipOrder>(
                async context =>
                {
                    await rooms[context.Message.Number].StayAsync(context.Message.Number);
                    all.Add(context.Message.Number);
                },
                // Two keys that fall into different ones of so many partitions.
                handler => handler.UsePartitioner(64, context => new Guid(context.Message.Number == "a" ? 1 : 2, 0, 0, new byte[8])));
        }));

        foreach (var number in Enumerable.Range(0, 6))
            await bus.SendAsync(scene.Address("ships"), new ShipOrder(number % 2 == 0 ? "a" : "b"));
        await Task.WhenAll(rooms["a"].Entered.FirstAsync(), rooms["b"].Entered.FirstAsync());
        rooms["a"].Open();
        rooms["b"].Open();
        await all.AtLeastAsync(6);

        (rooms["a"].Most, rooms["b"].Most).ShouldBe((1, 1));
    }

    [Theory, OnEveryTransport]
    public async Task No_more_are_handled_in_a_while_than_the_rate_allows(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var handled = new Record<long>();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
        {
            endpoint.UseRateLimit(5, TimeSpan.FromMilliseconds(300));
            endpoint.Handler<ShipOrder>(_ => handled.Note(Stopwatch.GetTimestamp()));
        }));

        foreach (var number in Enumerable.Range(0, 14))
            await bus.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"));

        var times = await handled.AtLeastAsync(14);
        // 14 need three intervals, of which the first may be nearly over when they begin.
        Stopwatch.GetElapsedTime(times[0], times[13]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(290));
    }

    private static async Task NeverMoreThanAsync(string transport, int limit, Action<IReceiveEndpointConfigurator> configure)
    {
        await using var scene = await Scene.OnAsync(transport);
        var room = new Room();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
        {
            configure(endpoint);
            endpoint.Handler<ShipOrder>(context => room.StayAsync(context.Message.Number));
        }));

        foreach (var number in Enumerable.Range(0, 20))
            await bus.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"));
        for (var entered = limit; entered <= 20; entered++)
        {
            await room.Entered.AtLeastAsync(entered);
            room.LetOneOut();
        }

        room.Open();
        await room.Left.AtLeastAsync(20);
        room.Most.ShouldBe(limit);
    }
}
