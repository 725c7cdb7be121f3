using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Failing;

/// <summary>It has come to a queue whose endpoint has no consumer for its type.</summary>
public sealed class When_nobody_consumes_a_message
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_goes_to_the_skipped_queue(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, skipped) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<OrderPrinted>("ships_skipped"));
        var bus = await scene.StartAsync(cfg =>
        {
            ships.Open(cfg);
            skipped.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });
        var id = Guid.NewGuid();

        await bus.SendAsync(ships.Address, new OrderPrinted("1"), context => context.CorrelationId = id);

        var letter = await skipped.FirstAsync();
        (letter.Message, letter.CorrelationId).ShouldBe((new OrderPrinted("1"), id));
        letter.TransportHeaders[MessageHeaders.Reason].ShouldBe("dead-letter");
        (await ships.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task It_is_lost_where_the_endpoint_discards_such(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, skipped) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<OrderPrinted>("ships_skipped"));
        var bus = await scene.StartAsync(cfg =>
        {
            ships.Open(cfg, endpoint => endpoint.DiscardSkippedMessages());
            skipped.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.SendAsync(ships.Address, new OrderPrinted("1"));

        await ships.AllAsync(bus.Control);
        (await skipped.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task It_can_be_moved_back_once_there_is_somebody(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, printed) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<OrderPrinted>("ships"));
        var before = await scene.StartAsync(cfg => ships.Open(cfg));
        await before.SendAsync(ships.Address, new OrderPrinted("1"));
        await ships.AllAsync(before.Control);
        await before.StopAsync();

        await scene.StartAsync(cfg =>
        {
            printed.Open(cfg);
            cfg.ReceiveEndpoint($"{ships.Queue}_skipped", endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.Handler<OrderPrinted>(context => context.Forward(ships.Address));
            });
        });

        (await printed.FirstAsync()).Message.Number.ShouldBe("1");
    }
}
