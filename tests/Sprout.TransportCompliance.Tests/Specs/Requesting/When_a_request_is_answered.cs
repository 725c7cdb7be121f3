using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Requesting;

public sealed class When_a_request_is_answered
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_answer_comes_back(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var checks = scene.Inbox<CheckOrder>("checks");
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(checks.Queue, endpoint => endpoint.Handler<CheckOrder>(async context =>
        {
            await checks.Hear(context);
            await context.RespondAsync(new OrderFound(context.Message.Number, "open"));
        })));

        var answer = await bus.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"));

        var question = await checks.FirstAsync();
        answer.Message.ShouldBe(new OrderFound("1", "open"));
        question.RequestId.ShouldNotBeNull();
        (answer.RequestId, answer.ConversationId).ShouldBe((question.RequestId, question.ConversationId));
        answer.SourceAddress!.AbsolutePath.ShouldBe($"/{checks.Queue}");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Which_of_several_kinds_of_answer_came_is_known(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context =>
            context.Message.Number == "1"
                ? context.RespondAsync(new OrderFound("1", "open"))
                : context.RespondAsync(new OrderUnknown(context.Message.Number)))));
        var client = bus.Control.CreateRequestClient<CheckOrder>();

        var found = await client.GetResponse<OrderFound, OrderUnknown>(new("1"));
        var unknown = await client.GetResponse<OrderFound, OrderUnknown>(new("2"));

        (found.Is(out Response<OrderFound>? _), found.Is(out Response<OrderUnknown>? _)).ShouldBe((true, false));
        unknown.Is(out Response<OrderUnknown>? answer).ShouldBeTrue();
        answer!.Message.Number.ShouldBe("2");
    }

    [Theory, OnEveryTransport]
    public async Task The_one_who_answers_can_know_which_answers_are_understood(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var accepted = new Record<(bool Found, bool Unknown)>();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(async context =>
        {
            accepted.Add((context.IsResponseAccepted<OrderFound>(), context.IsResponseAccepted<OrderUnknown>()));
            await context.RespondAsync(new OrderFound("1", "open"));
        })));
        var client = bus.Control.CreateRequestClient<CheckOrder>();

        await client.GetResponse<OrderFound>(new("1"));
        await client.GetResponse<OrderFound, OrderUnknown>(new("1"));

        accepted.Now.ShouldBe([(true, false), (true, true)]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Everyone_of_many_at_once_gets_the_answer_to_its_own(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context =>
            context.RespondAsync(new OrderFound(context.Message.Number, "open")))));
        var client = bus.Control.CreateRequestClient<CheckOrder>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => client.GetResponse<OrderFound>(new($"{number}"))));

        answers.Select(answer => answer.Message.Number).ShouldBe(Enumerable.Range(0, 200).Select(number => $"{number}"));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task By_an_address_only_the_queue_there_is_asked(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(
            cfg =>
            {
                cfg.ReceiveEndpoint(scene.Queue("east"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound("1", "east"))));
                cfg.ReceiveEndpoint(scene.Queue("west"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound("1", "west"))));
            },
            parts => parts.AddRequestClient<CheckOrder>(scene.Address("west")));
        await using var scope = bus.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<CheckOrder>>();

        foreach (var _ in Enumerable.Range(0, 3))
            (await client.GetResponse<OrderFound>(new("1"))).Message.State.ShouldBe("west");
    }

    [Theory, OnEveryTransport]
    public async Task Who_is_asked_may_ask_others_first(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var stock = scene.Inbox<CheckStock>("stock");
        var bus = await scene.StartAsync(
            (context, cfg) =>
            {
                cfg.ReceiveEndpoint(stock.Queue, endpoint => endpoint.Handler<CheckStock>(async asked =>
                {
                    await stock.Hear(asked);
                    await asked.RespondAsync(new StockLevel(7));
                }));
                cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(async asked =>
                {
                    var level = await asked.Request<CheckStock, StockLevel>(bus: context.GetRequiredService<IBus>(), new CheckStock("apple"));
                    await asked.RespondAsync(new OrderFound(asked.Message.Number, $"{level.Message.Pieces}"));
                }));
            });

        var answer = await bus.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"));

        answer.Message.State.ShouldBe("7");
        stock.Now[0].ConversationId.ShouldBe(answer.ConversationId);
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task It_may_be_another_bus_that_answers(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var asking = await scene.StartAsync();
        await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound("1", "open")))));

        (await asking.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"))).Message.State.ShouldBe("open");
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task The_queue_for_answers_is_gone_when_its_bus_has_stopped(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var checks = scene.Inbox<CheckOrder>("checks");
        var asking = await scene.StartAsync();
        await scene.StartAsync(cfg => cfg.ReceiveEndpoint(checks.Queue, endpoint => endpoint.Handler<CheckOrder>(async context =>
        {
            await checks.Hear(context);
            await context.RespondAsync(new OrderFound("1", "open"));
        })));
        await asking.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"));
        var queue = checks.Now[0].ResponseAddress!.AbsolutePath.TrimStart('/');
        (await scene.HasQueueAsync(queue)).ShouldBeTrue();

        await asking.StopAsync();

        await Eventually.HoldsAsync($"{queue} is gone", async () => !await scene.HasQueueAsync(queue), within: TimeSpan.FromSeconds(15));
        (await scene.HasQueueAsync(checks.Queue)).ShouldBeTrue();
    }

    [Theory, OnEveryTransport]
    public async Task The_answer_goes_where_the_asker_wants_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var answers = scene.Inbox<OrderFound>("answers");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound(context.Message.Number, "open"))));
            answers.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });
        var id = Guid.NewGuid();

        await bus.SendAsync(scene.Address("checks"), new CheckOrder("1"), context =>
        {
            context.RequestId = id;
            context.ResponseAddress = answers.Address;
        });

        (await answers.FirstAsync()).RequestId.ShouldBe(id);
    }
}
