using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Sending;

public sealed class When_consumers_compete
{
    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task Each_message_is_handled_by_one_of_them(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var handled = new Record<string>();
        SceneBus[] buses = [await ShipsAsync(), await ShipsAsync(), await ShipsAsync()];

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => buses[number % 3].SendAsync(scene.Address("ships"), new ShipOrder($"{number}"))));

        await handled.AtLeastAsync(300);
        foreach (var bus in buses)
            await bus.StopAsync();
        handled.Now.Count.ShouldBe(300);
        handled.Now.Distinct().Count().ShouldBe(300);

        Task<SceneBus> ShipsAsync() => scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(context => handled.Note(context.Message.Number))));
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task What_a_busy_one_cannot_take_goes_to_another(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (busy, idle) = (new Room(), new Record<string>());
        var sender = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
        {
            endpoint.PrefetchCount = 2;
            endpoint.Handler<ShipOrder>(context => busy.StayAsync(context.Message.Number));
        }));

        foreach (var number in Enumerable.Range(0, 6))
            await sender.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"));
        await busy.Entered.AtLeastAsync(2);
        await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint => endpoint.Handler<ShipOrder>(context => idle.Note(context.Message.Number))));
        await idle.AtLeastAsync(4);
        busy.Open();
        await busy.Left.AtLeastAsync(2);

        idle.Now.Concat(busy.Left.Now).ShouldBe(Enumerable.Range(0, 6).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task Instances_with_names_of_their_own_get_a_copy_each(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (first, second) = (new Record<string>(), new Record<string>());
        var bus = await InstanceAsync("a", first);
        await InstanceAsync("b", second);

        await bus.PublishAsync(new OrderPlaced("1"));

        (await first.FirstAsync(), await second.FirstAsync()).ShouldBe(("1", "1"));

        Task<SceneBus> InstanceAsync(string id, Record<string> record) =>
            scene.StartAsync(parts: parts => parts.AddHandler<OrderPlaced>(context => record.Note(context.Message.Number)).Endpoint(endpoint =>
            {
                endpoint.Name = scene.Queue("cache");
                endpoint.InstanceId = $"-{id}";
            }));
    }
}
