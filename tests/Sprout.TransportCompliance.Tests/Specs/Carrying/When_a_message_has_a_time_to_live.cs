using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Carrying;

public sealed class When_a_message_has_a_time_to_live
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task In_time_it_is_consumed_and_knows_when_it_would_expire(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        await bus.SendAsync(ships.Address, new ShipOrder("1"), context => context.TimeToLive = TimeSpan.FromMinutes(1));

        (await ships.FirstAsync()).ExpirationTime!.Value.ShouldBe(DateTime.UtcNow + TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));
    }

    [Theory, OnEveryTransport(Needs = Feature.TimeToLive, Smoke = true)]
    public async Task Too_late_it_is_not_consumed(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var sender = await scene.StartAsync();
        await sender.SendAsync(ships.Address, new ShipOrder("short"), context => context.TimeToLive = Short);
        await sender.SendAsync(ships.Address, new ShipOrder("long"), context => context.TimeToLive = TimeSpan.FromMinutes(1));
        await sender.SendAsync(ships.Address, new ShipOrder("for ever"));
        await Clock.PassAsync(Short);

        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        await ships.AtLeastAsync(2);
        (await ships.AllAsync(bus.Control)).Select(letter => letter.Message.Number).ShouldBe(["long", "for ever"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.TimeToLive, Smoke = true)]
    public async Task Published_it_expires_in_every_queue(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (first, second) = (scene.Inbox<OrderPlaced>("first"), scene.Inbox<OrderPlaced>("second"));
        var before = await scene.StartAsync(Listen);
        await before.StopAsync();
        var sender = await scene.StartAsync();
        await sender.PublishAsync(new OrderPlaced("short"), context => context.TimeToLive = Short);
        await sender.PublishAsync(new OrderPlaced("for ever"));
        await Clock.PassAsync(Short);

        var bus = await scene.StartAsync(Listen);

        await Task.WhenAll(first.FirstAsync(), second.FirstAsync());
        (await first.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("for ever");
        (await second.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("for ever");

        void Listen(IBusFactoryConfigurator cfg)
        {
            first.Open(cfg);
            second.Open(cfg);
        }
    }

    [Theory, OnEveryTransport(Needs = Feature.TimeToLive, Smoke = true)]
    public async Task Once_it_has_failed_it_stays_in_the_error_queue(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (errors, faults) = (scene.Inbox<ShipOrder>("ships_error"), scene.Inbox<Fault<ShipOrder>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            faults.Open(cfg);
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here.")));
        });
        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"), context => context.TimeToLive = TimeSpan.FromSeconds(2));
        await faults.FirstAsync();
        await Clock.PassAsync(TimeSpan.FromSeconds(2));

        await scene.StartAsync(cfg => errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false));

        (await errors.FirstAsync()).Message.Number.ShouldBe("1");
    }
}
