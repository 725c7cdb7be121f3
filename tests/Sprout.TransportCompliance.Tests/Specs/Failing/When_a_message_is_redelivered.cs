using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Failing;

public sealed class When_a_message_is_redelivered
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(150);

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task It_comes_back_later_and_counts(string transport)
    {
        var letters = await ComesBackAsync(transport, endpoint => endpoint.UseDelayedRedelivery(retry => retry.Intervals(Delay, Delay)));

        letters.Select(letter => letter.MessageId).Distinct().Count().ShouldBe(1);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public Task By_the_scheduler_it_comes_back_later_and_counts(string transport) => ComesBackAsync(transport, endpoint => endpoint.UseScheduledRedelivery(retry => retry.Intervals(Delay, Delay)));

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task Each_time_it_is_retried_as_often(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors, faults) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"), scene.Inbox<Fault<ShipOrder>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint =>
            {
                endpoint.UseDelayedRedelivery(retry => retry.Intervals(Delay));
                endpoint.UseMessageRetry(retry => retry.Immediate(1));
                endpoint.Handler<ShipOrder>(async context =>
                {
                    await ships.Hear(context);
                    throw new InvalidOperationException("No ship here.");
                });
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
            faults.Open(cfg);
        });

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        await Task.WhenAll(errors.FirstAsync(), faults.FirstAsync());
        ships.Now.Select(letter => (letter.RedeliveryCount, letter.RetryAttempt)).ShouldBe([(0, 0), (0, 1), (1, 0), (1, 1)]);
        (await errors.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await faults.AllAsync(bus.Control)).Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task Others_come_in_between(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, bothSent) = (scene.Inbox<ShipOrder>("ships"), new TaskCompletionSource());
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint =>
        {
            endpoint.PrefetchCount = 1;
            endpoint.UseDelayedRedelivery(retry => retry.Intervals(Delay));
            endpoint.Handler<ShipOrder>(async context =>
            {
                await bothSent.Task;
                await ships.Hear(context);
                if (context.Message.Number == "first" && context.GetRedeliveryCount() == 0)
                    throw new InvalidOperationException("Not yet.");
            });
        }));

        await bus.SendAsync(ships.Address, new ShipOrder("first"));
        await bus.SendAsync(ships.Address, new ShipOrder("second"));
        bothSent.SetResult();

        (await ships.AtLeastAsync(3)).Select(letter => letter.Message.Number).ShouldBe(["first", "second", "first"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task A_consumer_can_put_it_off_by_itself(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint => endpoint.Handler<ShipOrder>(async context =>
        {
            await ships.Hear(context);
            if (ships.Now.Count == 1)
                await context.Defer(Delay);
        })));

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        var letters = await ships.AtLeastAsync(2);
        letters[1].Message.ShouldBe(letters[0].Message);
        (letters[1].ConsumedAt - letters[0].ConsumedAt).ShouldBeGreaterThan(Delay - TimeSpan.FromMilliseconds(20));
    }

    private static async Task<IReadOnlyList<Letter<ShipOrder>>> ComesBackAsync(string transport, Action<IReceiveEndpointConfigurator> configure)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, other) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("other"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint =>
            {
                configure(endpoint);
                endpoint.Handler<ShipOrder>(async context =>
                {
                    await ships.Hear(context);
                    if (context.GetRedeliveryCount() < 2)
                        throw new InvalidOperationException("Not yet.");
                });
            });
            other.Open(cfg);
        });
        var id = Guid.NewGuid();

        await bus.PublishAsync(new ShipOrder("1"), context =>
        {
            context.CorrelationId = id;
            context.Headers.Set("Colour", "green");
        });

        var letters = await ships.AtLeastAsync(3);
        letters.Select(letter => letter.RedeliveryCount).ShouldBe([0, 1, 2]);
        letters.ShouldAllBe(letter => letter.CorrelationId == id && letter.Headers.Get<string>("Colour", null) == "green");
        letters.Zip(letters.Skip(1), (before, after) => after.ConsumedAt - before.ConsumedAt).ShouldAllBe(gap => gap > Delay - TimeSpan.FromMilliseconds(20));
        // It comes back to the queue where it failed, not to all that listen.
        (await other.AllAsync(bus.Control)).Count.ShouldBe(1);
        return letters;
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task What_failed_attempts_have_sent_stays_in_the_outbox(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var placed = scene.Inbox<OrderPlaced>("placed");
        var bus = await scene.StartAsync((context, cfg) =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
            {
                endpoint.UseDelayedRedelivery(retry => retry.Intervals(Delay, Delay));
                endpoint.UseInMemoryOutbox(context);
                endpoint.Handler<ShipOrder>(async ship =>
                {
                    await ship.Publish(new OrderPlaced($"in delivery {ship.GetRedeliveryCount()}"));
                    if (ship.GetRedeliveryCount() < 2)
                        throw new InvalidOperationException("Not yet.");
                });
            });
            placed.Open(cfg);
        });

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));

        await placed.FirstAsync();
        (await placed.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("in delivery 2");
    }
}
