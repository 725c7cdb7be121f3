using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Naming;

public sealed class When_endpoints_are_configured_from_consumers
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_consumers_queue_has_its_name(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, seen) = await StartAsync(scene, parts => parts.AddConsumer<ShipOrderConsumer>());

        await bus.SendAsync(scene.Address("ship-order"), new ShipOrder("1"));

        (await seen.FirstAsync()).ShouldBe($"1 at {scene.Queue("ship-order")}");
    }

    [Theory, OnEveryTransport]
    public async Task Another_formatter_gives_another_name(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var prefix = scene.Queue("");
        var (bus, seen) = await StartAsync(scene, parts =>
        {
            parts.SetEndpointNameFormatter(new SnakeCaseEndpointNameFormatter(prefix, includeNamespace: true));
            parts.AddConsumer<ShipOrderConsumer>();
        });

        await bus.PublishAsync(new ShipOrder("1"));

        (await seen.FirstAsync()).ShouldBe($"1 at {new SnakeCaseEndpointNameFormatter(prefix, includeNamespace: true).Consumer<ShipOrderConsumer>()}");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_definition_has_its_say(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var room = new Room();
        var (bus, seen) = await StartAsync(
            scene,
            parts => parts.AddConsumer<ShipOrderConsumer, TwoAtOnce>().Endpoint(endpoint => endpoint.Name = scene.Queue("two-at-once")),
            context => room.StayAsync(context.Message.Number));

        foreach (var number in Enumerable.Range(0, 6))
            await bus.SendAsync(scene.Address("two-at-once"), new ShipOrder($"{number}"));
        for (var entered = 2; entered <= 6; entered++)
        {
            await room.Entered.AtLeastAsync(entered);
            room.LetOneOut();
        }

        room.Open();
        await seen.AtLeastAsync(6);
        room.Most.ShouldBe(2);
    }

    [Theory, OnEveryTransport]
    public async Task Consumers_of_one_name_share_a_queue(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, seen) = await StartAsync(scene, parts =>
        {
            parts.AddConsumer<ShipOrderConsumer>().Endpoint(endpoint => endpoint.Name = scene.Queue("shared"));
            parts.AddConsumer<OrderPlacedConsumer>().Endpoint(endpoint => endpoint.Name = scene.Queue("shared"));
        });

        await bus.PublishAsync(new ShipOrder("1"));
        await bus.PublishAsync(new OrderPlaced("2"));

        (await seen.AtLeastAsync(2)).ShouldBe([$"1 at {scene.Queue("shared")}", $"2 at {scene.Queue("shared")}"], ignoreOrder: true);
    }

    [Theory, OnEveryTransport]
    public async Task One_that_is_excluded_gets_nothing(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var (bus, seen) = await StartAsync(
            scene,
            parts =>
            {
                parts.AddConsumer<ShipOrderConsumer>();
                parts.AddConsumer<OrderPlacedConsumer>().ExcludeFromConfigureEndpoints();
            },
            more: cfg => orders.Open(cfg));

        await bus.PublishAsync(new OrderPlaced("excluded"));
        await orders.FirstAsync();
        await bus.PublishAsync(new ShipOrder("1"));

        (await seen.FirstAsync()).ShouldStartWith("1 at");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_temporary_one_gets_what_is_published_while_it_lives(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, seen) = await StartAsync(scene, parts => parts.AddConsumer<OrderPlacedConsumer>().Endpoint(endpoint => endpoint.Temporary = true));

        await bus.PublishAsync(new OrderPlaced("1"));

        (await seen.FirstAsync()).ShouldStartWith("1 at");
    }

    [Theory, OnEveryTransport]
    public async Task A_message_that_wants_no_topic_comes_only_when_sent(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, seen) = await StartAsync(scene, parts => parts.AddConsumer<OrderPrintedConsumer>(consumer => consumer.ConcurrentMessageLimit = 1).Endpoint(endpoint =>
        {
            endpoint.Name = scene.Queue("printed");
            endpoint.PrefetchCount = 1;
        }));

        await bus.PublishAsync(new OrderPrinted("published"));
        await bus.SendAsync(scene.Address("printed"), new OrderPrinted("sent"));

        (await seen.FirstAsync()).ShouldStartWith("sent at");
    }

    private static async Task<(SceneBus Bus, Record<string> Seen)> StartAsync(
        Scene scene, Action<IBusRegistrationConfigurator> parts, Func<ConsumeContext<ShipOrder>, Task>? handle = null, Action<IBusFactoryConfigurator>? more = null)
    {
        var seen = new Record<string>();
        var bus = await scene.StartAsync(more, parts, services => services.AddSingleton(seen).AddSingleton(handle ?? (_ => Task.CompletedTask)));
        return (bus, seen);
    }

    public sealed class ShipOrderConsumer(Record<string> seen, Func<ConsumeContext<ShipOrder>, Task> handle) : IConsumer<ShipOrder>
    {
        public async Task Consume(ConsumeContext<ShipOrder> context)
        {
            await handle(context);
            seen.Add($"{context.Message.Number} at {context.ReceiveContext.InputAddress.AbsolutePath.TrimStart('/')}");
        }
    }

    public sealed class OrderPlacedConsumer(Record<string> seen) : IConsumer<OrderPlaced>
    {
        public Task Consume(ConsumeContext<OrderPlaced> context) => seen.Note($"{context.Message.Number} at {context.ReceiveContext.InputAddress.AbsolutePath.TrimStart('/')}");
    }

    public sealed class OrderPrintedConsumer(Record<string> seen) : IConsumer<OrderPrinted>
    {
        public Task Consume(ConsumeContext<OrderPrinted> context) => seen.Note($"{context.Message.Number} at {context.ReceiveContext.InputAddress.AbsolutePath.TrimStart('/')}");
    }

    public sealed class TwoAtOnce : ConsumerDefinition<ShipOrderConsumer>
    {
        public TwoAtOnce() => ConcurrentMessageLimit = 2;

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ShipOrderConsumer> consumerConfigurator, IRegistrationContext context) =>
            endpointConfigurator.UseMessageRetry(retry => retry.None());
    }
}
