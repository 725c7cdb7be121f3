using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Scheduling;

public sealed class When_a_scheduled_message_is_taken_back
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = Delay + TimeSpan.FromMilliseconds(50);

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task It_does_not_arrive(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));

        var first = await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + Delay, new Remind("taken back"));
        await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + After, new Remind("kept"));
        await bus.Scheduler.CancelScheduledSend(first);

        await reminders.FirstAsync();
        (await reminders.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("kept");
    }

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task To_be_published_it_does_not_arrive(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var placed = scene.Inbox<OrderPlaced>("placed");
        var bus = await scene.StartAsync(cfg => placed.Open(cfg));

        var first = await bus.Scheduler.SchedulePublish(DateTime.UtcNow + Delay, new OrderPlaced("taken back"));
        await bus.Scheduler.SchedulePublish(DateTime.UtcNow + After, new OrderPlaced("kept"));
        await bus.Scheduler.CancelScheduledPublish<OrderPlaced>(first.TokenId);

        await placed.FirstAsync();
        (await placed.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("kept");
    }

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task From_within_a_consumer_it_does_not_arrive(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (reminders, scheduled) = (scene.Inbox<Remind>("reminders"), new Record<ScheduledMessage<Remind>>());
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint =>
            {
                endpoint.PrefetchCount = 1;
                endpoint.Handler<OrderPlaced>(async context => scheduled.Add(await context.ScheduleSend(reminders.Address, Delay, new Remind("taken back"))));
                endpoint.Handler<OrderCancelled>(async context =>
                {
                    var reminder = await scheduled.FirstAsync();
                    await context.CancelScheduledSend(reminder);
                    await context.ScheduleSend(reminders.Address, After, new Remind("kept"));
                });
            });
            reminders.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));
        await scheduled.FirstAsync();
        await bus.PublishAsync(new OrderCancelled("1"));

        await reminders.FirstAsync();
        (await reminders.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("kept");
    }

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task By_another_bus_it_does_not_arrive(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));
        var other = await scene.StartAsync();

        var first = await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + Delay, new Remind("taken back"));
        await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + After, new Remind("kept"));
        await other.Scheduler.CancelScheduledSend(reminders.Address, first.TokenId);

        await reminders.FirstAsync();
        (await reminders.AllAsync(bus.Control)).ShouldHaveSingleItem().Message.Number.ShouldBe("kept");
    }

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task After_it_has_arrived_nothing_happens(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));

        var first = await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow, new Remind("1"));
        await reminders.FirstAsync();
        await bus.Scheduler.CancelScheduledSend(first);
        await bus.Scheduler.CancelScheduledSend(reminders.Address, Guid.NewGuid());

        (await reminders.AllAsync(bus.Control)).Count.ShouldBe(1);
    }
}
