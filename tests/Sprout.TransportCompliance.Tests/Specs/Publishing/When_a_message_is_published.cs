using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Publishing;

public sealed class When_a_message_is_published
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Each_queue_that_listens_gets_one_copy(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (billing, shipping) = (scene.Inbox<OrderPlaced>("billing"), scene.Inbox<OrderPlaced>("shipping"));
        var bus = await scene.StartAsync(cfg =>
        {
            billing.Open(cfg);
            shipping.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        await Task.WhenAll(billing.FirstAsync(), shipping.FirstAsync());
        (await billing.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.ShouldBe(new OrderPlaced("1"));
        (await shipping.AllAsync(bus.Control)).ShouldHaveSingleItem().MessageId.ShouldBe(billing.Now[0].MessageId);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task That_nobody_listens_is_no_error(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var cancelled = scene.Inbox<OrderCancelled>("cancelled");
        var bus = await scene.StartAsync(cfg => cancelled.Open(cfg));

        await bus.PublishAsync(new OrderPlaced("1"));

        (await cancelled.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task Every_consumer_of_a_queue_sees_its_one_copy(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, again) = (scene.Inbox<OrderPlaced>("orders"), new Record<string>());
        var bus = await scene.StartAsync(cfg => orders.Open(cfg, endpoint => endpoint.Handler<OrderPlaced>(context =>
        {
            again.Add(context.Message.Number);
            return Task.CompletedTask;
        })));

        await bus.PublishAsync(new OrderPlaced("1"));

        await orders.FirstAsync();
        (await orders.AllAsync(bus.Control)).ShouldHaveSingleItem();
        again.Now.ShouldBe(["1"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task An_interface_is_made_of_an_anonymous_object(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<IShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));

        await bus.Control.Publish<IShipOrder>(new { Number = "1", Parcels = 3 });

        var ship = (await ships.FirstAsync()).Message;
        (ship.Number, ship.Parcels).ShouldBe(("1", 3));
    }

    [Theory, OnEveryTransport]
    public async Task As_an_object_it_goes_by_the_type_that_it_has(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));

        await bus.Control.Publish((object)new BigOrderPlaced("1", 5));

        (await orders.FirstAsync()).Message.Number.ShouldBe("1");
    }

    [Theory, OnEveryTransport]
    public async Task Of_a_generic_type_it_finds_those_who_listen_for_its_argument(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (placed, cancelled) = (scene.Inbox<Copied<OrderPlaced>>("placed"), scene.Inbox<Copied<OrderCancelled>>("cancelled"));
        var bus = await scene.StartAsync(cfg =>
        {
            placed.Open(cfg);
            cancelled.Open(cfg);
        });

        await bus.PublishAsync(new Copied<OrderPlaced>(new("1")));

        (await placed.FirstAsync()).Message.Original.Number.ShouldBe("1");
        (await cancelled.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task From_within_a_consumer_it_arrives_too(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var cancelled = scene.Inbox<OrderCancelled>("cancelled");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint => endpoint.Handler<OrderPlaced>(context => context.Publish(new OrderCancelled(context.Message.Number))));
            cancelled.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        var letter = await cancelled.FirstAsync();
        (letter.Message.Number, letter.SourceAddress!.AbsolutePath).ShouldBe(("1", $"/{scene.Queue("orders")}"));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task In_a_batch_every_one_arrives_in_order(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));

        foreach (var number in Enumerable.Range(0, 100))
            await bus.PublishAsync(new OrderPlaced($"{number}"));
        await bus.Control.PublishBatch([new OrderPlaced("100"), new OrderPlaced("101")]);

        var letters = await orders.AtLeastAsync(102);
        letters.Take(100).Select(letter => letter.Message.Number).ShouldBe(Enumerable.Range(0, 100).Select(number => $"{number}"));
        letters.Skip(100).Select(letter => letter.Message.Number).ShouldBe(["100", "101"], ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_queue_that_wants_only_what_is_sent_to_it_gets_nothing(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (aloof, printed) = (scene.Inbox<OrderPlaced>("aloof"), scene.Inbox<OrderPrinted>("printed"));
        var bus = await scene.StartAsync(cfg =>
        {
            aloof.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
            printed.Open(cfg, endpoint => endpoint.ConfigureMessageTopology<OrderPrinted>(false));
        });

        await bus.PublishAsync(new OrderPlaced("published"));
        await bus.PublishAsync(new OrderPrinted("published"));
        await bus.SendAsync(aloof.Address, new OrderPlaced("sent"));
        await bus.SendAsync(printed.Address, new OrderPrinted("sent"));

        (await aloof.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("sent");
        (await printed.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("sent");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Under_a_name_of_its_own_it_finds_those_who_know_that_name(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.Message<OrderPlaced>(topology => topology.SetEntityName(scene.Queue("an-order-was-placed")));
            orders.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("published"));
        await orders.FirstAsync();
        await bus.SendAsync(scene.Topic(scene.Queue("an-order-was-placed")), new OrderPlaced("sent"));

        (await orders.AtLeastAsync(2))[1].Message.Number.ShouldBe("sent");
        (await orders.AllAsync(bus.Control)).Count.ShouldBe(2);
    }
}
