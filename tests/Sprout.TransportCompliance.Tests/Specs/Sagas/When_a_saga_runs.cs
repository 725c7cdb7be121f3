using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Sagas;

public sealed class When_a_saga_runs
{
    private static readonly TimeSpan ForEver = TimeSpan.Zero;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task It_goes_from_event_to_event(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, context => context.RespondAsync(new StockLevel(1)));
        var id = Guid.NewGuid();

        await bus.PublishAsync(new ShipmentOrdered(id, "apple"));
        await ReachesAsync(bus, id, nameof(ShipmentMachine.Packing));
        await bus.PublishAsync(new ShipmentPacked(id));
        await ReachesAsync(bus, id, nameof(ShipmentMachine.OnItsWay));
        await bus.PublishAsync(new ShipmentDelivered(id));

        (await closed.FirstAsync()).Message.ShouldBe(new ShipmentClosed(id, "delivered"));
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task Many_at_once_do_not_disturb_each_other(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, context => context.RespondAsync(new StockLevel(1)), packingTime: Short);
        Guid[] ids = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];

        await Task.WhenAll(ids.Select(id => bus.PublishAsync(new ShipmentOrdered(id, "apple"))));

        (await closed.AtLeastAsync(20)).Select(letter => letter.Message).ShouldBe(ids.Select(id => new ShipmentClosed(id, "overdue")), ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task A_request_that_fails_comes_back_as_such(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, _ => throw new InvalidOperationException("No stock here."));

        await bus.PublishAsync(new ShipmentOrdered(Guid.NewGuid(), "apple"));

        (await closed.FirstAsync()).Message.Reason.ShouldBe("stock failed");
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task A_request_that_is_not_answered_times_out(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, _ => Task.CompletedTask, Short);

        await bus.PublishAsync(new ShipmentOrdered(Guid.NewGuid(), "apple"));

        (await closed.FirstAsync()).Message.Reason.ShouldBe("stock did not answer");
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task A_schedule_ends_it_in_time(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, context => context.RespondAsync(new StockLevel(1)), packingTime: Short);
        var begun = DateTimeOffset.UtcNow;

        await bus.PublishAsync(new ShipmentOrdered(Guid.NewGuid(), "apple"));

        var letter = await closed.FirstAsync();
        letter.Message.Reason.ShouldBe("overdue");
        (letter.ConsumedAt - begun).ShouldBeGreaterThan(Short - TimeSpan.FromMilliseconds(5));
    }

    [Theory, OnEveryTransport(Needs = Feature.CancelledDelays)]
    public async Task What_it_takes_back_does_not_come(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (closed, reminders) = (scene.Inbox<ShipmentClosed>("closed"), scene.Inbox<Remind>("reminders"));
        var bus = await StartAsync(scene, closed, context => context.RespondAsync(new StockLevel(1)), packingTime: Second, more: cfg => reminders.Open(cfg));
        var id = Guid.NewGuid();

        await bus.PublishAsync(new ShipmentOrdered(id, "apple"));
        await ReachesAsync(bus, id, nameof(ShipmentMachine.Packing));
        await bus.PublishAsync(new ShipmentPacked(id));
        await ReachesAsync(bus, id, nameof(ShipmentMachine.OnItsWay));
        // Due after what was taken back.
        await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + Second + TimeSpan.FromMilliseconds(200), new Remind("1"));
        await reminders.FirstAsync();
        await bus.PublishAsync(new ShipmentDelivered(id));

        (await closed.FirstAsync()).Message.Reason.ShouldBe("delivered");
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task An_event_that_belongs_to_none_is_noticed(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var closed = scene.Inbox<ShipmentClosed>("closed");
        var bus = await StartAsync(scene, closed, context => context.RespondAsync(new StockLevel(1)));

        await bus.PublishAsync(new ShipmentDelivered(Guid.NewGuid()));

        (await closed.FirstAsync()).Message.Reason.ShouldBe("nobody knows it");
    }

    private static Task<SceneBus> StartAsync(
        Scene scene, Inbox<ShipmentClosed> closed, MessageHandler<CheckStock> stock, TimeSpan? stockTimeout = null, TimeSpan? packingTime = null, Action<IBusFactoryConfigurator>? more = null) =>
        scene.StartAsync(
            cfg =>
            {
                closed.Open(cfg);
                cfg.ReceiveEndpoint(scene.Queue("stock"), endpoint => endpoint.Handler(stock));
                more?.Invoke(cfg);
            },
            parts =>
            {
                parts.AddSagaStateMachine<ShipmentMachine, Shipment>().InMemoryRepository();
                // An answer must not come before the state that waits for it is stored.
                parts.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseInMemoryOutbox(context));
            },
            services => services.AddSingleton(new ShipmentOptions(scene.Address("stock"), stockTimeout ?? ForEver, packingTime ?? Long)));

    private static Task ReachesAsync(SceneBus bus, Guid id, string state) =>
        Eventually.HoldsAsync($"{id} is {state}", () =>
            bus.Services.GetRequiredService<IndexedSagaDictionary<Shipment>>()[id]?.Instance.CurrentState == state);
}
