using MassTransit;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Living;

public sealed class When_an_endpoint_is_connected_at_runtime
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_gets_what_is_published_from_then_on(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (before, later) = (scene.Inbox<OrderPlaced>("before"), scene.Inbox<OrderPlaced>("later"));
        var bus = await scene.StartAsync(cfg => before.Open(cfg));
        await bus.PublishAsync(new OrderPlaced("1"));
        await before.FirstAsync();

        await bus.Control.ConnectReceiveEndpoint(later.Queue, endpoint => later.Open(endpoint)).Ready;
        await bus.PublishAsync(new OrderPlaced("2"));

        (await later.FirstAsync()).Message.Number.ShouldBe("2");
        (await before.AtLeastAsync(2)).Count.ShouldBe(2);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Stopped_alone_it_leaves_the_others_be(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (staying, leaving) = (scene.Inbox<OrderPlaced>("staying"), scene.Inbox<OrderPlaced>("leaving"));
        var bus = await scene.StartAsync(cfg => staying.Open(cfg));
        var handle = bus.Control.ConnectReceiveEndpoint(leaving.Queue, endpoint => leaving.Open(endpoint));
        await handle.Ready;
        await bus.PublishAsync(new OrderPlaced("1"));
        await leaving.FirstAsync();

        await handle.StopAsync();
        await bus.PublishAsync(new OrderPlaced("2"));

        (await staying.AtLeastAsync(2)).Count.ShouldBe(2);
        leaving.Now.Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Temporary_it_gets_its_own_copy(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, seen) = (scene.Inbox<OrderPlaced>("orders"), new Record<string>());
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));

        await bus.Control.ConnectReceiveEndpoint(new TemporaryEndpointDefinition(), null, endpoint => endpoint.Handler<OrderPlaced>(context => seen.Note(context.Message.Number))).Ready;
        await bus.PublishAsync(new OrderPlaced("1"));

        (await seen.FirstAsync()).ShouldBe("1");
        (await orders.FirstAsync()).Message.Number.ShouldBe("1");
    }

    // RabbitMQ keeps it for a minute.
    [Theory, OnEveryTransport(Needs = Feature.SharedBroker)]
    public async Task Temporary_it_is_gone_when_it_has_stopped(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, seen) = (scene.Inbox<OrderPlaced>("orders"), new Record<string>());
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));
        var handle = bus.Control.ConnectReceiveEndpoint(new TemporaryEndpointDefinition(), null, endpoint => endpoint.Handler<OrderPlaced>(context => seen.Note(context.Message.Number)));
        var queue = (await handle.Ready).InputAddress.AbsolutePath.TrimStart('/');
        (await scene.HasQueueAsync(queue)).ShouldBeTrue();

        await handle.StopAsync();

        await Eventually.HoldsAsync($"{queue} is gone", async () => !await scene.HasQueueAsync(queue), within: TimeSpan.FromSeconds(15));
        await bus.PublishAsync(new OrderPlaced("1"));
        await orders.FirstAsync();
        (await scene.HasQueueAsync(queue)).ShouldBeFalse();
        seen.Now.ShouldBeEmpty();
    }
}
