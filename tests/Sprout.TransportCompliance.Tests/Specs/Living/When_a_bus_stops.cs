using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Living;

public sealed class When_a_bus_stops
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Idle_it_is_quick(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        List<Inbox<ShipOrder>> inboxes = [.. Enumerable.Range(0, 10).Select(number => scene.Inbox<ShipOrder>($"ships-{number}"))];
        var bus = await scene.StartAsync(cfg => inboxes.ForEach(inbox => inbox.Open(cfg)));
        await bus.PublishAsync(new ShipOrder("1"));
        await Task.WhenAll(inboxes.Select(inbox => inbox.FirstAsync()));
        var begun = Stopwatch.GetTimestamp();

        await bus.StopAsync();

        // Less than a blocking read may wait.
        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_message_in_hand_is_finished(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, steps) = (new Room(), new EndpointSteps());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(context => room.StayAsync(context.Message.Number))));
        bus.Control.ConnectReceiveEndpointObserver(steps);
        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));
        await room.Entered.FirstAsync();

        var stopping = bus.StopAsync();
        await steps.UntilAsync("stopping", scene.Queue("ships"));
        stopping.IsCompleted.ShouldBeFalse();
        room.Open();
        await stopping;

        room.Left.Now.ShouldBe(["1"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task What_it_has_finished_does_not_come_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, steps, ships) = (new Room(), new EndpointSteps(), scene.Inbox<ShipOrder>("ships"));
        var first = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint => endpoint.Handler<ShipOrder>(context => room.StayAsync(context.Message.Number))));
        first.Control.ConnectReceiveEndpointObserver(steps);
        await first.SendAsync(ships.Address, new ShipOrder("1"));
        await room.Entered.FirstAsync();
        var stopping = first.StopAsync();
        await steps.UntilAsync("stopping", ships.Queue);
        room.Open();
        await stopping;

        var second = await scene.StartAsync(cfg => ships.Open(cfg));

        (await ships.AllAsync(second.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task What_it_has_fetched_and_not_begun_goes_to_another(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, steps, ships) = (new Room(), new EndpointSteps(), scene.Inbox<ShipOrder>("ships"));
        var first = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint =>
        {
            endpoint.PrefetchCount = 10;
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.Handler<ShipOrder>(context => room.StayAsync(context.Message.Number));
        }));
        first.Control.ConnectReceiveEndpointObserver(steps);
        foreach (var number in Enumerable.Range(0, 10))
            await first.SendAsync(ships.Address, new ShipOrder($"{number}"));
        await room.Entered.FirstAsync();
        var second = await scene.StartAsync(cfg => ships.Open(cfg));

        var stopping = first.StopAsync();
        await steps.UntilAsync("stopping", ships.Queue);
        room.Open();
        await stopping;

        await ships.AtLeastAsync(10 - room.Left.Now.Count);
        (await ships.AllAsync(second.Control)).Select(letter => letter.Message.Number).Concat(room.Left.Now)
            .ShouldBe(Enumerable.Range(0, 10).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task Under_load_nothing_is_lost(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var handled = new Record<string>();
        var (sender, first) = (await scene.StartAsync(), await ShipsAsync());
        var sending = Task.WhenAll(Enumerable.Range(0, 1000).Select(number => sender.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"))));
        await handled.AtLeastAsync(100);

        await first.StopAsync();
        await ShipsAsync();

        await sending;
        await handled.AtLeastAsync(1000);
        handled.Now.Distinct().Count().ShouldBe(1000);

        Task<SceneBus> ShipsAsync() => scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(context => handled.Note(context.Message.Number))));
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task What_comes_meanwhile_is_there_when_it_starts_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var before = await scene.StartAsync(cfg => orders.Open(cfg));
        await before.StopAsync();
        var sender = await scene.StartAsync();
        await sender.PublishAsync(new OrderPlaced("1"));

        await scene.StartAsync(cfg => orders.Open(cfg));

        (await orders.FirstAsync()).Message.Number.ShouldBe("1");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_same_bus_can_start_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));
        await bus.PublishAsync(new ShipOrder("before"));
        await ships.FirstAsync();

        await bus.Control.StopAsync();
        await bus.Control.StartAsync();
        await bus.PublishAsync(new ShipOrder("after"));

        (await ships.AtLeastAsync(2))[1].Message.Number.ShouldBe("after");
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task A_consumer_that_will_not_end_is_cancelled_and_another_gets_its_message(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, ships, errors) = (new Room(), scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"));
        var first = await scene.StartAsync(
            cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint => endpoint.Handler<ShipOrder>(context => room.StayAsync(context.Message.Number, context.CancellationToken))),
            services: services => services.Configure<MassTransitHostOptions>(options => options.ConsumerStopTimeout = TimeSpan.FromMilliseconds(200)));
        await first.SendAsync(ships.Address, new ShipOrder("1"));
        await room.Entered.FirstAsync();

        await first.StopAsync();
        var second = await scene.StartAsync(cfg =>
        {
            ships.Open(cfg);
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        var ship = await ships.FirstAsync();
        (ship.Message.Number, ship.IsRedelivered).ShouldBe(("1", true));
        (await errors.AllAsync(second.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker)]
    public async Task One_after_the_other_under_load_every_message_is_handled_once(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var handled = new Record<string>();
        var (sender, current) = (await scene.StartAsync(), await ShipsAsync());
        await ShipsAsync();
        var sending = Task.WhenAll(Enumerable.Range(0, 2000).Select(number => sender.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"))));

        for (var count = 100; count <= 500; count += 100)
        {
            await handled.AtLeastAsync(count);
            var next = await ShipsAsync();
            await current.StopAsync();
            current = next;
        }

        await sending;
        await handled.AtLeastAsync(2000);
        await current.StopAsync();
        handled.Now.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        handled.Now.Count.ShouldBe(2000);

        Task<SceneBus> ShipsAsync() => scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(async context =>
        {
            await Task.Yield();
            handled.Add(context.Message.Number);
        })));
    }
}
