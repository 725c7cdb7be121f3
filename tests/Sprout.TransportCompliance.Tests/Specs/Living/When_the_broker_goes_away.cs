using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Living;

public sealed class When_the_broker_goes_away
{
    [Theory, OnEveryTransport(Needs = Feature.Outage, Smoke = true)]
    public async Task Health_says_so_and_when_it_is_back(string transport)
    {
        await using var scene = await Scene.OnAsync(transport, gated: true);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));
        await bus.SendAsync(ships.Address, new ShipOrder("before"));
        await ships.FirstAsync();

        scene.Gate!.Shut();
        await Eventually.HoldsAsync("the bus is not well", async () => await bus.HealthAsync() != HealthStatus.Healthy, within: TimeSpan.FromSeconds(20));
        scene.Gate.Open();

        await Eventually.HoldsAsync("the bus is well", async () => await bus.HealthAsync() == HealthStatus.Healthy);
        await bus.SendAsync(ships.Address, new ShipOrder("after"));
        await Eventually.HoldsAsync("it comes", () => ships.Now[^1].Message.Number == "after");
    }

    // RabbitMQ's client takes its time to notice what was so short.
    [Theory, OnEveryTransport(Needs = Feature.Outage)]
    public async Task For_a_moment_only_everything_goes_on(string transport)
    {
        await using var scene = await Scene.OnAsync(transport, gated: true);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));
        await bus.SendAsync(ships.Address, new ShipOrder("before"));
        await ships.FirstAsync();

        scene.Gate!.Shut();
        scene.Gate.Open();
        await bus.SendAsync(ships.Address, new ShipOrder("after"));

        await Eventually.HoldsAsync("it comes", () => ships.Now[^1].Message.Number == "after");
    }

    [Theory, OnEveryTransport(Needs = Feature.Outage)]
    public async Task What_is_sent_meanwhile_arrives_or_is_refused(string transport)
    {
        await using var scene = await Scene.OnAsync(transport, gated: true);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        scene.Gate!.Shut();
        var sending = Enumerable.Range(0, 20).Select(number => SendAsync($"{number}")).ToList();
        scene.Gate.Open();

        var sent = (await Task.WhenAll(sending)).Where(number => number is not null).ToList();
        await Eventually.HoldsAsync("all that were sent arrive", () => sent.All(number => ships.Now.Any(letter => letter.Message.Number == number)));

        async Task<string?> SendAsync(string number)
        {
            try
            {
                await bus.SendAsync(ships.Address, new ShipOrder(number));
                return number;
            }
            catch (Exception)
            {
                return null;
            }
        }
    }

    [Theory, OnEveryTransport(Needs = Feature.Outage)]
    public async Task The_message_in_hand_is_not_lost(string transport)
    {
        await using var scene = await Scene.OnAsync(transport, gated: true);
        var (room, handled) = (new Room(), new Record<string>());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(async context =>
        {
            if (context.Message.Number == "in hand")
                await room.StayAsync(context.Message.Number);
            handled.Add(context.Message.Number);
        })));
        await bus.SendAsync(scene.Address("ships"), new ShipOrder("in hand"));
        await room.Entered.FirstAsync();

        scene.Gate!.Shut();
        room.Open();
        await handled.FirstAsync();
        scene.Gate.Open();
        await bus.SendAsync(scene.Address("ships"), new ShipOrder("next"));

        await Eventually.HoldsAsync("both are handled", () => handled.Now.Contains("in hand") && handled.Now.Contains("next"));
    }

    [Theory, OnEveryTransport(Needs = Feature.Outage)]
    public async Task A_bus_that_starts_meanwhile_begins_when_it_is_back(string transport)
    {
        await using var scene = await Scene.OnAsync(transport, gated: true);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = scene.Bus((_, cfg) => ships.Open(cfg));

        scene.Gate!.Shut();
        var starting = bus.StartAsync();
        (await bus.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);
        scene.Gate.Open();
        await starting;

        // A connection that was begun while it was away may break once more.
        await Eventually.HoldsAsync("the bus is well", async () => await bus.HealthAsync() == HealthStatus.Healthy);
        await bus.SendAsync(ships.Address, new ShipOrder("1"));
        await ships.FirstAsync();
    }
}
