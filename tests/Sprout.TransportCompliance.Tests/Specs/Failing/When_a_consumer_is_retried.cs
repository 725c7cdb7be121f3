using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Failing;

public sealed class When_a_consumer_is_retried
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_gets_the_message_again_until_it_succeeds(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint =>
            {
                endpoint.UseMessageRetry(retry => retry.Immediate(5));
                endpoint.Handler<ShipOrder>(async context =>
                {
                    await ships.Hear(context);
                    if (context.GetRetryAttempt() < 2)
                        throw new InvalidOperationException("No ship yet.");
                });
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        (await ships.AtLeastAsync(3)).Select(letter => letter.RetryAttempt).ShouldBe([0, 1, 2]);
        ships.Now.Select(letter => letter.MessageId).Distinct().Count().ShouldBe(1);
        (await errors.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport]
    public async Task When_all_attempts_have_failed_there_is_one_fault_and_one_error(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors, faults) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"), scene.Inbox<Fault<ShipOrder>>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint =>
            {
                endpoint.UseMessageRetry(retry => retry.Intervals(10, 20, 30));
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
        ships.Now.Count.ShouldBe(4);
        errors.Now[0].TransportHeaders.GetValueOrDefault(MessageHeaders.FaultRetryCount).ShouldBe("3");
        (await errors.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await faults.AllAsync(bus.Control)).Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport]
    public async Task What_is_not_worth_it_is_not_tried_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<ShipOrder>("ships_error"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ships.Queue, endpoint =>
            {
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Ignore<NotSupportedException>();
                    retry.Immediate(5);
                });
                endpoint.Handler<ShipOrder>(async context =>
                {
                    await ships.Hear(context);
                    throw new NotSupportedException("There is no such ship.");
                });
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        await errors.FirstAsync();
        ships.Now.Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task What_failed_attempts_have_sent_stays_in_the_outbox(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (placed, ships) = (scene.Inbox<OrderPlaced>("placed"), scene.Inbox<ShipOrder>("ships"));
        var bus = await scene.StartAsync((context, cfg) =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint =>
            {
                endpoint.UseMessageRetry(retry => retry.Immediate(3));
                endpoint.UseInMemoryOutbox(context);
                endpoint.Handler<CheckOrder>(async check =>
                {
                    await check.Send(ships.Address, new ShipOrder($"sent in attempt {check.GetRetryAttempt()}"));
                    await check.Publish(new OrderPlaced($"published in attempt {check.GetRetryAttempt()}"));
                    if (check.GetRetryAttempt() < 2)
                        throw new InvalidOperationException("Not yet.");
                });
            });
            placed.Open(cfg);
            ships.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.SendAsync(scene.Address("orders"), new CheckOrder("1"));

        await Task.WhenAll(placed.FirstAsync(), ships.FirstAsync());
        (await placed.AllAsync(bus.Control)).Select(letter => letter.Message.Number).ShouldBe(["published in attempt 2"]);
        (await ships.AllAsync(bus.Control)).Select(letter => letter.Message.Number).ShouldBe(["sent in attempt 2"]);
    }

    [Theory, OnEveryTransport]
    public async Task Without_success_nothing_leaves_the_outbox_but_the_fault(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (placed, faults) = (scene.Inbox<OrderPlaced>("placed"), scene.Inbox<Fault<CheckOrder>>("faults"));
        var bus = await scene.StartAsync((context, cfg) =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint =>
            {
                endpoint.UseInMemoryOutbox(context);
                endpoint.Handler<CheckOrder>(async check =>
                {
                    await check.Publish(new OrderPlaced("1"));
                    throw new InvalidOperationException("Never.");
                });
            });
            placed.Open(cfg);
            faults.Open(cfg);
        });

        await bus.SendAsync(scene.Address("orders"), new CheckOrder("1"));

        await faults.FirstAsync();
        (await placed.AllAsync(bus.Control)).ShouldBeEmpty();
    }
}
