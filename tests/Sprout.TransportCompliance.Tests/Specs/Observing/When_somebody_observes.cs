using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

public sealed class When_somebody_observes
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Receiving_is_seen_from_taking_to_settling(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, deliveries) = (scene.Inbox<ShipOrder>("ships"), new Deliveries());
        var bus = await scene.StartAsync(cfg => ships.Open(cfg));
        bus.Control.ConnectReceiveObserver(deliveries);

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        await deliveries.Settled.FirstAsync();
        deliveries.Steps.Now.ShouldBe(["receives", $"consumed {nameof(ShipOrder)}", "received"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Failing_is_seen_where_it_happens(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var deliveries = new Deliveries();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here."))));
        bus.Control.ConnectReceiveObserver(deliveries);

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));

        await deliveries.Settled.FirstAsync();
        deliveries.Steps.Now.ShouldBe(["receives", $"failed {nameof(ShipOrder)}", "received"]);
    }

    [Theory, OnEveryTransport]
    public async Task Consuming_is_seen_before_and_after(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (consuming, done) = (new ConsumeSteps(), new Record<string>());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint =>
        {
            endpoint.PrefetchCount = 1;
            endpoint.Handler<OrderPlaced>(_ => Task.CompletedTask);
            endpoint.Handler<OrderCancelled>(_ => throw new InvalidOperationException("Too late."));
            endpoint.Handler<Remind>(context => done.Note(context.Message.Number));
        }));
        bus.Control.ConnectConsumeObserver(consuming);

        await bus.SendAsync(scene.Address("orders"), new OrderPlaced("1"));
        await bus.SendAsync(scene.Address("orders"), new OrderCancelled("1"));
        await bus.SendAsync(scene.Address("orders"), new Remind("done"));

        await done.FirstAsync();
        consuming.Steps.Now.Take(5).ShouldBe(["consumes OrderPlaced", "consumed OrderPlaced", "consumes OrderCancelled", "failed OrderCancelled", "consumes Remind"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Sending_and_publishing_are_seen_apart(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (sending, publishing) = (new SendSteps(), new SendSteps());
        var bus = await scene.StartAsync();
        bus.Control.ConnectSendObserver(sending);
        bus.Control.ConnectPublishObserver(publishing);

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));
        await bus.PublishAsync(new OrderPlaced("1"));

        sending.Steps.Now.ShouldBe(["sends ShipOrder", "sent ShipOrder"]);
        publishing.Steps.Now.ShouldBe(["publishes OrderPlaced", "published OrderPlaced"]);
    }

    [Theory, OnEveryTransport]
    public async Task What_could_not_be_sent_is_seen(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (sending, publishing) = (new SendSteps(), new SendSteps());
        var bus = await scene.StartAsync();
        bus.Control.ConnectSendObserver(sending);
        bus.Control.ConnectPublishObserver(publishing);

        await Should.ThrowAsync<Exception>(() => bus.SendAsync(scene.Address("ships"), new ShipOrder("1"), context => context.Serializer = new FailingSerializer()));
        await Should.ThrowAsync<Exception>(() => bus.PublishAsync(new OrderPlaced("1"), context => context.Serializer = new FailingSerializer()));

        sending.Steps.Now.ShouldBe(["sends ShipOrder", "failed to send ShipOrder"]);
        publishing.Steps.Now.ShouldBe(["publishes OrderPlaced", "failed to publish OrderPlaced"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Endpoints_are_seen_coming_and_going(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, endpoints) = (scene.Inbox<ShipOrder>("ships"), new EndpointSteps());
        var bus = scene.Bus((_, cfg) => ships.Open(cfg));
        bus.Control.ConnectReceiveEndpointObserver(endpoints);

        await bus.StartAsync();
        await endpoints.UntilAsync("ready", ships.Queue);
        await bus.StopAsync();

        await endpoints.UntilAsync("stopping", ships.Queue);
        await endpoints.UntilAsync("completed", ships.Queue);
    }
}
