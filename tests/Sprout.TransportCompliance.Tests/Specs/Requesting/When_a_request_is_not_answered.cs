using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Requesting;

public sealed class When_a_request_is_not_answered
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_failure_comes_back_as_an_exception(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(_ => throw new NotSupportedException("Not today."))));

        var failure = await Should.ThrowAsync<RequestFaultException>(() => bus.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1")));

        var exception = failure.Fault!.Exceptions.ShouldHaveSingleItem();
        (exception.ExceptionType, exception.Message).ShouldBe((typeof(NotSupportedException).FullName, "Not today."));
        failure.RequestType.ShouldBe(TypeCache<CheckOrder>.ShortName);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_times_out(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync();

        await Should.ThrowAsync<RequestTimeoutException>(() =>
            bus.Control.CreateRequestClient<CheckOrder>(scene.Address("nobody"), TimeSpan.FromMilliseconds(200)).GetResponse<OrderFound>(new("1")));
    }

    [Theory, OnEveryTransport]
    public async Task It_can_be_given_up(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var room = new Room();
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(async context =>
        {
            await room.StayAsync(context.Message.Number);
            await context.RespondAsync(new OrderFound("1", "open"));
        })));
        using var patience = new CancellationTokenSource();

        var request = bus.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"), patience.Token);
        await room.Entered.FirstAsync();
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => request);
        room.Open();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task An_answer_that_comes_too_late_disturbs_nobody(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, failures) = (new Room(), scene.Inbox<Fault<CheckOrder>>("failures"));
        var bus = await scene.StartAsync(cfg =>
        {
            failures.Open(cfg);
            cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(async context =>
            {
                if (context.Message.Number == "late")
                    await room.StayAsync("late");
                await context.RespondAsync(new OrderFound(context.Message.Number, "open"));
            }));
        });
        var client = bus.Control.CreateRequestClient<CheckOrder>();

        await Should.ThrowAsync<RequestTimeoutException>(() => client.GetResponse<OrderFound>(new("late"), timeout: TimeSpan.FromMilliseconds(200)));
        room.Open();
        await room.Left.AtLeastAsync(1);

        (await client.GetResponse<OrderFound>(new("next"))).Message.Number.ShouldBe("next");
        (await failures.AllAsync(bus.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.SharedBroker, Smoke = true)]
    public async Task An_answer_to_one_who_has_gone_disturbs_nobody(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (room, done, failures) = (new Room(), new Record<string>(), scene.Inbox<Fault<CheckOrder>>("failures"));
        var leaving = await scene.StartAsync();
        var staying = await scene.StartAsync(cfg =>
        {
            failures.Open(cfg);
            cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(async context =>
            {
                if (context.Message.Number == "gone")
                    await room.StayAsync("gone");
                await context.RespondAsync(new OrderFound(context.Message.Number, "open"));
                done.Add(context.Message.Number);
            }));
        });

        using var patience = new CancellationTokenSource();

        var request = leaving.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("gone"), patience.Token);
        await room.Entered.FirstAsync();
        await leaving.StopAsync();
        room.Open();
        await done.FirstAsync();

        await patience.CancelAsync();
        // Its own end may have told the client before.
        await Should.ThrowAsync<Exception>(() => request);
        (await staying.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("next"))).Message.Number.ShouldBe("next");
        (await failures.AllAsync(staying.Control)).ShouldBeEmpty();
    }

    [Theory, OnEveryTransport(Needs = Feature.TimeToLive, Smoke = true)]
    public async Task One_whose_time_is_over_is_not_consumed_any_more(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var checks = scene.Inbox<CheckOrder>("checks");
        var asking = await scene.StartAsync();
        // So that there is a queue to wait in.
        await (await scene.StartAsync(cfg => checks.Open(cfg))).StopAsync();

        await Should.ThrowAsync<RequestTimeoutException>(() =>
            asking.Control.CreateRequestClient<CheckOrder>(checks.Address, TimeSpan.FromMilliseconds(200)).GetResponse<OrderFound>(new("1")));
        // The client begins to count a little before the broker.
        await Clock.PassAsync(TimeSpan.FromMilliseconds(200));
        var late = await scene.StartAsync(cfg => checks.Open(cfg));

        (await checks.AllAsync(late.Control)).ShouldBeEmpty();
    }
}
