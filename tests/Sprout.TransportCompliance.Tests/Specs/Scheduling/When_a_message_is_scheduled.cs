using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Scheduling;

public sealed class When_a_message_is_scheduled
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    // A broker's clock may count whole milliseconds.
    private static readonly TimeSpan Soonest = Delay - TimeSpan.FromMilliseconds(5);

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task To_a_queue_it_arrives_there_in_time(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (reminders, other) = (scene.Inbox<Remind>("reminders"), scene.Inbox<Remind>("other"));
        var bus = await scene.StartAsync(cfg =>
        {
            reminders.Open(cfg);
            other.Open(cfg);
        });
        var begun = DateTimeOffset.UtcNow;

        await bus.Scheduler.ScheduleSend(reminders.Address, begun.UtcDateTime + Delay, new Remind("1"));

        var letter = await reminders.FirstAsync();
        letter.Message.Number.ShouldBe("1");
        (letter.ConsumedAt - begun).ShouldBeGreaterThan(Soonest);
        (await reminders.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await other.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task To_be_published_it_arrives_at_all_who_listen(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (first, second) = (scene.Inbox<OrderPlaced>("first"), scene.Inbox<OrderPlaced>("second"));
        var bus = await scene.StartAsync(cfg =>
        {
            first.Open(cfg);
            second.Open(cfg);
        });
        var begun = DateTimeOffset.UtcNow;

        await bus.Scheduler.SchedulePublish(begun.UtcDateTime + Delay, new OrderPlaced("1"));

        foreach (var inbox in (Inbox<OrderPlaced>[])[first, second])
        {
            ((await inbox.FirstAsync()).ConsumedAt - begun).ShouldBeGreaterThan(Soonest);
            (await inbox.AllAsync(bus.Control)).Count.ShouldBe(1);
        }
    }

    // The in-memory transport learns what interfaces a message has when the first is published at once.
    [Theory, OnEveryTransport(Needs = Feature.Delays | Feature.SharedBroker)]
    public async Task To_be_published_it_arrives_at_who_listens_for_its_interface(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (events, both) = (scene.Inbox<IOrderEvent>("events"), scene.Inbox<OrderPlaced>("both"));
        var bus = await scene.StartAsync(cfg =>
        {
            events.Open(cfg);
            both.Open(cfg, endpoint => endpoint.Handler<OrderEvent>(_ => Task.CompletedTask));
        });

        await bus.Scheduler.SchedulePublish(DateTime.UtcNow + Delay, new OrderPlaced("1"));

        await Task.WhenAll(events.FirstAsync(), both.FirstAsync());
        (await events.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await both.AllAsync(bus.Control)).Count.ShouldBe(1);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task From_within_a_consumer_it_arrives_in_time(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, reminders) = (scene.Inbox<OrderPlaced>("orders"), scene.Inbox<Remind>("reminders"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(orders.Queue, endpoint => endpoint.Handler<OrderPlaced>(async context =>
            {
                await orders.Hear(context);
                await context.ScheduleSend(reminders.Address, Delay, new Remind(context.Message.Number));
            }));
            reminders.Open(cfg);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        var (order, reminder) = (await orders.FirstAsync(), await reminders.FirstAsync());
        (reminder.ConsumedAt - order.ConsumedAt).ShouldBeGreaterThan(Soonest);
        reminder.ConversationId.ShouldBe(order.ConversationId);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task What_is_due_first_arrives_first(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));
        var begun = DateTime.UtcNow;

        foreach (var number in (int[])[5, 2, 4, 1, 3])
            await bus.Scheduler.ScheduleSend(reminders.Address, begun + Delay + TimeSpan.FromMilliseconds(60 * number), new Remind($"{number}"));

        (await reminders.AtLeastAsync(5)).Select(letter => letter.Message.Number).ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task For_a_time_that_has_passed_it_arrives_at_once(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));

        await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow - TimeSpan.FromHours(1), new Remind("1"));

        await reminders.FirstAsync();
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task It_carries_what_other_messages_carry(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));
        var id = Guid.NewGuid();

        var scheduled = await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + Delay, new Remind("1"), Pipe.Execute<SendContext<Remind>>(context =>
        {
            context.CorrelationId = id;
            context.Headers.Set("Colour", "green");
        }));

        var letter = await reminders.FirstAsync();
        (letter.CorrelationId, letter.Headers.Get<string>("Colour")).ShouldBe((id, "green"));
        letter.Headers.Get<Guid>(MessageHeaders.SchedulingTokenId).ShouldBe(scheduled.TokenId);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays | Feature.SharedBroker)]
    public async Task It_arrives_even_if_its_bus_has_stopped(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var sender = await scene.StartAsync();
        var begun = DateTimeOffset.UtcNow;
        await sender.Scheduler.ScheduleSend(reminders.Address, begun.UtcDateTime + Delay, new Remind("1"));
        await sender.StopAsync();

        await scene.StartAsync(cfg => reminders.Open(cfg));

        ((await reminders.FirstAsync()).ConsumedAt - begun).ShouldBeGreaterThan(Soonest);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays | Feature.SharedBroker)]
    public async Task Many_that_are_due_at_once_arrive_once_each_at_several_buses(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var handled = new Record<string>();
        SceneBus[] buses = [await RemindersAsync(), await RemindersAsync()];
        var due = DateTime.UtcNow + Delay;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => buses[number % 2].Scheduler.ScheduleSend(scene.Address("reminders"), due, new Remind($"{number}"))));

        await handled.AtLeastAsync(200);
        foreach (var bus in buses)
            await bus.StopAsync();
        handled.Now.ShouldBe(Enumerable.Range(0, 200).Select(number => $"{number}"), ignoreOrder: true);

        Task<SceneBus> RemindersAsync() => scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("reminders"), endpoint => endpoint.Handler<Remind>(context => handled.Note(context.Message.Number))));
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task A_delay_on_sending_or_publishing_is_enough(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (reminders, placed) = (scene.Inbox<Remind>("reminders"), scene.Inbox<OrderPlaced>("placed"));
        var bus = await scene.StartAsync(cfg =>
        {
            reminders.Open(cfg);
            placed.Open(cfg, endpoint => endpoint.Handler<IOrderEvent>(_ => Task.CompletedTask));
        });
        var begun = DateTimeOffset.UtcNow;

        await bus.SendAsync(reminders.Address, new Remind("1"), context => context.Delay = Delay);
        await bus.PublishAsync(new OrderPlaced("1"), context => context.Delay = Delay);

        ((await reminders.FirstAsync()).ConsumedAt - begun).ShouldBeGreaterThan(Soonest);
        ((await placed.FirstAsync()).ConsumedAt - begun).ShouldBeGreaterThan(Soonest);
        (await placed.AllAsync(bus.Control)).Count.ShouldBe(1);
    }
}
