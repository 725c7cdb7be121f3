using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Failing;

public sealed class When_a_consumer_fails
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_message_goes_to_the_error_queue_with_the_reason(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var errors = scene.Inbox<ShipOrder>("ships_error");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here.")));
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });
        var id = Guid.NewGuid();

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"), context =>
        {
            context.CorrelationId = id;
            context.Headers.Set("Colour", "green");
        });

        var error = await errors.FirstAsync();
        (error.Message, error.CorrelationId, error.Headers.Get<string>("Colour")).ShouldBe((new ShipOrder("1"), id, "green"));
        var reason = error.TransportHeaders;
        reason[MessageHeaders.Reason].ShouldBe("fault");
        reason[MessageHeaders.FaultExceptionType].ShouldBe(typeof(InvalidOperationException).FullName);
        reason[MessageHeaders.FaultMessage].ShouldBe("No ship here.");
        reason[MessageHeaders.FaultStackTrace].ShouldNotBeNull().ShouldContain(nameof(When_a_consumer_fails));
        reason[MessageHeaders.FaultTimestamp].ShouldNotBeNullOrEmpty();
        reason[MessageHeaders.FaultInputAddress].ShouldNotBeNull().ShouldEndWith($"/{scene.Queue("ships")}");
        reason[MessageHeaders.FaultMessageType].ShouldBe(TypeCache<ShipOrder>.ShortName);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Its_fault_is_published(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, faults) = (scene.Inbox<OrderPlaced>("orders"), scene.Inbox<Fault<OrderPlaced>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(orders.Queue, endpoint => endpoint.Handler<OrderPlaced>(async context =>
            {
                await orders.Hear(context);
                throw new InvalidOperationException("No order here.");
            }));
            faults.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        var (order, fault) = (await orders.FirstAsync(), await faults.FirstAsync());
        (fault.Message.Message, fault.Message.FaultedMessageId, fault.ConversationId).ShouldBe((new OrderPlaced("1"), order.MessageId, order.ConversationId));
        fault.Message.Exceptions.ShouldHaveSingleItem().Message.ShouldBe("No order here.");
        (await faults.AllAsync(bus.Control)).Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport]
    public async Task Who_listens_for_faults_of_its_interface_hears_of_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var faults = scene.Inbox<Fault<IOrderEvent>>("faults");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint => endpoint.Handler<OrderPlaced>(_ => throw new InvalidOperationException("No order here.")));
            faults.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        (await faults.FirstAsync()).Message.Message.Number.ShouldBe("1");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Its_fault_goes_to_the_address_that_the_sender_gave_for_it_instead(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (mine, others) = (scene.Inbox<Fault<ShipOrder>>("mine"), scene.Inbox<Fault<ShipOrder>>("others"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here.")));
            mine.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
            others.Open(cfg);
        });

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"), context => context.FaultAddress = mine.Address);

        await mine.FirstAsync();
        (await others.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task An_endpoint_that_publishes_no_faults_still_keeps_the_message(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (errors, faults) = (scene.Inbox<ShipOrder>("ships_error"), scene.Inbox<Fault<ShipOrder>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
            {
                endpoint.PublishFaults = false;
                endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here."));
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
            faults.Open(cfg);
        });

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));

        await errors.FirstAsync();
        (await faults.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task An_endpoint_that_discards_failures_keeps_nothing(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (errors, faults) = (scene.Inbox<ShipOrder>("ships_error"), scene.Inbox<Fault<ShipOrder>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
            {
                endpoint.DiscardFaultedMessages();
                endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here."));
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
            faults.Open(cfg);
        });

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));

        await faults.FirstAsync();
        (await errors.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_endpoint_goes_on_with_what_comes_next(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint => endpoint.Handler<ShipOrder>(context =>
                int.Parse(context.Message.Number, provider: null) % 2 == 0 ? ships.Hear(context) : throw new InvalidOperationException("Odd.")));
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        foreach (var number in Enumerable.Range(0, 40))
            await bus.SendAsync(ships.Address, new ShipOrder($"{number}"));

        await Task.WhenAll(ships.AtLeastAsync(20), errors.AtLeastAsync(20));
        ships.Now.Concat(errors.Now).Select(letter => letter.Message.Number).ShouldBe(Enumerable.Range(0, 40).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Moved_back_the_message_is_tried_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var mended = false;
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint => endpoint.Handler<ShipOrder>(context =>
                Volatile.Read(ref mended) ? ships.Hear(context) : throw new InvalidOperationException("No ship here.")));
            cfg.ReceiveEndpoint(scene.Queue("ships_error"), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.Handler<ShipOrder>(context =>
                {
                    Volatile.Write(ref mended, true);
                    return context.Forward(ships.Address);
                });
            });
        });

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        (await ships.FirstAsync()).Message.Number.ShouldBe("1");
    }
}
