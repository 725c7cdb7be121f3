using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Batching;

public sealed class When_messages_come_in_batches
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task So_many_make_one(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, batches) = await StartAsync(scene, options => options.SetMessageLimit(5).SetTimeLimit(Long));

        foreach (var number in Enumerable.Range(0, 15))
            await bus.PublishAsync(new OrderPlaced($"{number}"));

        var seen = await batches.AtLeastAsync(3);
        seen.Select(batch => (batch.Mode, batch.Numbers.Count)).ShouldBe([(BatchCompletionMode.Size, 5), (BatchCompletionMode.Size, 5), (BatchCompletionMode.Size, 5)]);
        seen.SelectMany(batch => batch.Numbers).ShouldBe(Enumerable.Range(0, 15).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task After_a_time_fewer_make_one_too(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, batches) = await StartAsync(scene, options => options.SetMessageLimit(100).SetTimeLimit(TimeSpan.FromMilliseconds(300)));

        foreach (var number in Enumerable.Range(0, 3))
            await bus.PublishAsync(new OrderPlaced($"{number}"));

        var seen = new List<string>();
        for (var count = 1; seen.Count < 3; count++)
        {
            var batch = (await batches.AtLeastAsync(count))[count - 1];
            batch.Mode.ShouldBe(BatchCompletionMode.Time);
            seen.AddRange(batch.Numbers);
        }

        seen.ShouldBe(["0", "1", "2"], ignoreOrder: true);
    }

    [Theory, OnEveryTransport]
    public async Task Those_of_one_key_make_one(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (bus, batches) = await StartAsync(scene, options => options.SetMessageLimit(4).SetTimeLimit(Long).GroupBy<OrderPlaced, string>(context => context.Message.Number[..1]));

        foreach (var number in Enumerable.Range(0, 8))
            await bus.PublishAsync(new OrderPlaced($"{(number % 2 == 0 ? "a" : "b")}{number}"));

        (await batches.AtLeastAsync(2)).Select(batch => string.Join(' ', batch.Numbers.Order())).ShouldBe(["a0 a2 a4 a6", "b1 b3 b5 b7"], ignoreOrder: true);
    }

    [Theory, OnEveryTransport]
    public async Task What_fails_fails_for_each_of_them(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (errors, faults) = (scene.Inbox<OrderPlaced>("orders_error"), scene.Inbox<Fault<OrderPlaced>>("faults"));
        var (bus, _) = await StartAsync(
            scene,
            options => options.SetMessageLimit(3).SetTimeLimit(Long),
            cfg =>
            {
                errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
                faults.Open(cfg);
            },
            _ => throw new InvalidOperationException("No order here."));

        foreach (var number in Enumerable.Range(0, 3))
            await bus.PublishAsync(new OrderPlaced($"{number}"));

        (await errors.AtLeastAsync(3)).Select(letter => letter.Message.Number).ShouldBe(["0", "1", "2"], ignoreOrder: true);
        (await faults.AtLeastAsync(3)).Select(letter => letter.Message.Message.Number).ShouldBe(["0", "1", "2"], ignoreOrder: true);
    }

    private static async Task<(SceneBus Bus, Record<Lot> Batches)> StartAsync(
        Scene scene, Action<BatchOptions> options, Action<IBusFactoryConfigurator>? more = null, Action<Lot>? handle = null)
    {
        var batches = new Record<Lot>();
        var bus = await scene.StartAsync(
            more,
            parts => parts.AddConsumer<LotConsumer>(consumer => consumer.Options(options)).Endpoint(endpoint => endpoint.Name = scene.Queue("orders")),
            services => services.AddSingleton(batches).AddSingleton(handle ?? (_ => { })));
        return (bus, batches);
    }

    public sealed record Lot(BatchCompletionMode Mode, IReadOnlyList<string> Numbers);

    public sealed class LotConsumer(Record<Lot> lots, Action<Lot> handle) : IConsumer<Batch<OrderPlaced>>
    {
        public Task Consume(ConsumeContext<Batch<OrderPlaced>> context)
        {
            var lot = new Lot(context.Message.Mode, [.. context.Message.Select(message => message.Message.Number)]);
            handle(lot);
            return lots.Note(lot);
        }
    }
}
