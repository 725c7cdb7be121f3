using System.Diagnostics;
using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

public sealed class When_a_trace_is_followed
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_leads_from_publishing_to_consuming(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, ships) = (scene.Inbox<OrderPlaced>("orders"), scene.Inbox<ShipOrder>("ships"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(orders.Queue, endpoint => endpoint.Handler<OrderPlaced>(async context =>
            {
                await orders.Hear(context);
                await context.Send(ships.Address, new ShipOrder(context.Message.Number));
            }));
            ships.Open(cfg);
        });
        using var trace = new TraceRecorder();

        await bus.PublishAsync(new OrderPlaced("1"));

        var path = await trace.PathAsync($"{ships.Queue} process");
        path[0].ShouldEndWith($"{nameof(OrderPlaced)} send");
        path.Skip(1).ShouldBe([$"{orders.Queue} receive", $"{orders.Queue} process", $"{ships.Queue} send", $"{ships.Queue} receive", $"{ships.Queue} process"]);
        trace.Ended.Now.Where(activity => activity.DisplayName.EndsWith(" send", StringComparison.Ordinal))
            .ShouldAllBe(activity => activity.Kind == ActivityKind.Producer && activity.GetTagItem("messaging.system") != null && activity.GetTagItem("messaging.destination.name") != null);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_leads_from_asking_to_answering(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg =>
            cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound("1", "open")))));
        var client = bus.Control.CreateRequestClient<CheckOrder>();
        using var trace = new TraceRecorder();

        await client.GetResponse<OrderFound>(new("1"));

        var path = await trace.PathAsync($"{scene.Queue("checks")} process");
        path.ShouldBe([path[0], $"{scene.Queue("checks")} receive", $"{scene.Queue("checks")} process"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task It_leads_through_what_was_scheduled(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var reminders = scene.Inbox<Remind>("reminders");
        var bus = await scene.StartAsync(cfg => reminders.Open(cfg));
        using var trace = new TraceRecorder();

        await bus.Scheduler.ScheduleSend(reminders.Address, DateTime.UtcNow + TimeSpan.FromMilliseconds(100), new Remind("1"));

        (await trace.PathAsync($"{reminders.Queue} process")).ShouldBe([$"{reminders.Queue} send", $"{reminders.Queue} receive", $"{reminders.Queue} process"]);
    }

    [Theory, OnEveryTransport(Needs = Feature.Delays)]
    public async Task It_leads_through_a_redelivery(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, attempts) = (scene.Inbox<ShipOrder>("ships"), 0);
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint =>
        {
            endpoint.UseDelayedRedelivery(retry => retry.Interval(1, TimeSpan.FromMilliseconds(50)));
            endpoint.Handler<ShipOrder>(context => Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("Not yet.") : ships.Hear(context));
        }));
        using var trace = new TraceRecorder();

        await bus.SendAsync(ships.Address, new ShipOrder("1"));

        // Both attempts are of the one trace: the recorder keeps no other.
        await trace.NamedAsync($"{ships.Queue} process", which: 2);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task What_fails_is_marked(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg =>
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(_ => throw new InvalidOperationException("No ship here."))));
        using var trace = new TraceRecorder();

        await bus.SendAsync(scene.Address("ships"), new ShipOrder("1"));

        (await trace.NamedAsync($"{scene.Queue("ships")} process")).Status.ShouldBe(ActivityStatusCode.Error);
    }
}
