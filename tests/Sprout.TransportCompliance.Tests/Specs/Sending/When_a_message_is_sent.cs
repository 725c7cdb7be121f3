using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Sending;

public sealed class When_a_message_is_sent
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task To_a_queue_it_arrives_there_and_nowhere_else(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (east, west) = (scene.Inbox<ShipOrder>("east"), scene.Inbox<ShipOrder>("west"));
        var bus = await scene.StartAsync(cfg =>
        {
            east.Open(cfg);
            west.Open(cfg);
        });

        await bus.SendAsync(east.Address, new ShipOrder("1"));

        (await east.FirstAsync()).DestinationAddress!.AbsolutePath.ShouldBe($"/{east.Queue}");
        (await east.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await west.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task To_a_topic_it_arrives_at_every_queue_that_listens(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (east, west, other) = (scene.Inbox<ShipOrder>("east"), scene.Inbox<ShipOrder>("west"), scene.Inbox<OrderPlaced>("other"));
        var bus = await scene.StartAsync(cfg =>
        {
            east.Open(cfg);
            west.Open(cfg);
            other.Open(cfg);
        });

        await bus.SendAsync(scene.Topic<ShipOrder>(bus), new ShipOrder("1"));

        await Task.WhenAll(east.FirstAsync(), west.FirstAsync());
        (await east.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await west.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await other.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task To_the_address_by_which_a_message_names_its_queue_it_arrives_there(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var east = scene.Inbox<ShipOrder>("east");
        var bus = await scene.StartAsync(cfg => east.Open(cfg));
        await bus.SendAsync(east.Address, new ShipOrder("1"));

        await bus.SendAsync((await east.FirstAsync()).DestinationAddress!, new ShipOrder("2"));

        (await east.AtLeastAsync(2))[1].Message.Number.ShouldBe("2");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task As_an_anonymous_object_it_becomes_what_it_is_for(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<IShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        await (await bus.Control.GetSendEndpoint(ships.Address)).Send<IShipOrder>(new { Number = "1", Parcels = 3 });

        (await ships.FirstAsync()).Message.Parcels.ShouldBe(3);
    }

    [Theory, OnEveryTransport]
    public async Task From_within_a_consumer_it_says_where_it_comes_from(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint => endpoint.Handler<OrderPlaced>(context => context.Send(ships.Address, new ShipOrder(context.Message.Number))));
            ships.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        (await ships.FirstAsync()).SourceAddress!.AbsolutePath.ShouldBe($"/{scene.Queue("orders")}");
    }

    [Theory, OnEveryTransport]
    public async Task Forwarded_it_is_still_the_same(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (east, west) = (scene.Inbox<ShipOrder>("east"), scene.Inbox<ShipOrder>("west"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(east.Queue, endpoint => endpoint.Handler<ShipOrder>(async context =>
            {
                await east.Hear(context);
                await context.Forward(west.Address);
            }));
            west.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.SendAsync(east.Address, new ShipOrder("1"), context => context.Headers.Set("Colour", "green"));

        var (before, after) = (await east.FirstAsync(), await west.FirstAsync());
        after.Message.ShouldBe(before.Message);
        after.ConversationId.ShouldBe(before.ConversationId);
        after.Headers.Get<string>("Colour").ShouldBe("green");
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task To_a_queue_that_nobody_serves_yet_it_waits_there(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var sender = await scene.StartAsync();

        await sender.SendAsync(ships.Address, new ShipOrder("1"));
        await sender.StopAsync();
        await scene.StartAsync(cfg => ships.Open(cfg));

        (await ships.FirstAsync()).Message.Number.ShouldBe("1");
    }

    [Theory, OnEveryTransport]
    public async Task To_many_queues_at_once_each_gets_its_own(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        List<Inbox<ShipOrder>> inboxes = [.. Enumerable.Range(0, 20).Select(number => scene.Inbox<ShipOrder>($"ships-{number}"))];
        var bus = await scene.StartAsync(cfg => inboxes.ForEach(inbox => inbox.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false)));

        await Task.WhenAll(inboxes.SelectMany(inbox => Enumerable.Range(0, 5).Select(number => bus.SendAsync(inbox.Address, new ShipOrder($"{inbox.Queue} {number}")))));

        foreach (var inbox in inboxes)
        {
            await inbox.AtLeastAsync(5);
            (await inbox.AllAsync(bus.Control)).Select(letter => letter.Message.Number)
                .ShouldBe(Enumerable.Range(0, 5).Select(number => $"{inbox.Queue} {number}"), ignoreOrder: true);
        }
    }

    [Theory, OnEveryTransport]
    public async Task A_queues_name_may_have_dots_dashes_underscores_and_capitals(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("EU.west-1_Ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        await ships.FirstAsync();
    }
}
