using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Publishing;

public sealed class When_a_message_has_several_types
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Who_listens_for_its_interface_gets_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var events = scene.Inbox<IOrderEvent>("events");
        var bus = await scene.StartAsync(cfg => events.Open(cfg));

        await bus.PublishAsync(new OrderPlaced("1"));
        await events.FirstAsync();
        await bus.PublishAsync(new OrderCancelled("2"));
        await events.AtLeastAsync(2);

        (await events.AllAsync(bus.Control)).Select(letter => letter.Message.Number).ShouldBe(["1", "2"]);
    }

    [Theory, OnEveryTransport]
    public async Task Who_listens_for_its_base_class_gets_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (events, placed) = (scene.Inbox<OrderEvent>("events"), scene.Inbox<OrderPlaced>("placed"));
        var bus = await scene.StartAsync(cfg =>
        {
            events.Open(cfg);
            placed.Open(cfg);
        });

        await bus.PublishAsync(new BigOrderPlaced("1", 5));

        (await events.FirstAsync()).Message.ShouldBe(new OrderEvent("1"));
        (await placed.FirstAsync()).Message.ShouldBe(new OrderPlaced("1"));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_queue_that_listens_for_several_gets_one_copy(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, byInterface, byClass) = (scene.Inbox<BigOrderPlaced>("orders"), new Record<string>(), new Record<string>());
        var deliveries = new Deliveries();
        var bus = await scene.StartAsync(cfg => orders.Open(cfg, endpoint =>
        {
            endpoint.Handler<IOrderEvent>(context => byInterface.Note(context.Message.Number));
            endpoint.Handler<OrderPlaced>(context => byClass.Note(context.Message.Number));
        }));
        bus.Control.ConnectReceiveObserver(deliveries);

        await bus.PublishAsync(new BigOrderPlaced("1", 5));
        await orders.FirstAsync();
        await orders.AllAsync(bus.Control);

        (orders.Now.Count, byInterface.Now.Count, byClass.Now.Count).ShouldBe((1, 1, 1));
        // The curtain is the second.
        deliveries.Begun.Now.Count.ShouldBe(2);
    }

    [Theory, OnEveryTransport]
    public async Task Who_listens_for_a_sibling_does_not_get_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (placed, cancelled, big) = (scene.Inbox<OrderPlaced>("placed"), scene.Inbox<OrderCancelled>("cancelled"), scene.Inbox<BigOrderPlaced>("big"));
        var bus = await scene.StartAsync(cfg =>
        {
            placed.Open(cfg);
            cancelled.Open(cfg);
            big.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        await placed.FirstAsync();
        (await cancelled.AllAsync(bus.Control)).ShouldBeEmpty();
        (await big.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task A_type_that_is_excluded_by_its_attribute_leads_nowhere(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (audited, placed) = (scene.Inbox<IAudited>("audited"), scene.Inbox<OrderPlaced>("placed"));
        var bus = await scene.StartAsync(cfg =>
        {
            audited.Open(cfg);
            placed.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        await placed.FirstAsync();
        (await audited.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_type_that_is_excluded_by_the_bus_leads_nowhere(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (events, placed) = (scene.Inbox<IOrderEvent>("events"), scene.Inbox<OrderPlaced>("placed"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.Publish<IOrderEvent>(topology => topology.Exclude = true);
            cfg.Publish<OrderEvent>(topology => topology.Exclude = true);
            events.Open(cfg);
            placed.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        await placed.FirstAsync();
        (await events.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task It_says_all_of_them(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));

        await bus.PublishAsync(new BigOrderPlaced("1", 5));

        Type[] types = [typeof(BigOrderPlaced), typeof(OrderPlaced), typeof(OrderEvent), typeof(IOrderEvent), typeof(IAudited)];
        (await orders.FirstAsync()).SupportedTypes.ShouldBe(types.Select(MessageUrn.ForTypeString), ignoreOrder: true);
    }
}
