using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

public sealed class When_the_test_harness_watches
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_sees_what_is_published_and_consumed(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var harness = await scene.StartHarnessAsync(parts => parts.AddConsumer<OrderPlacedConsumer>());

        await harness.Bus.Publish(new OrderPlaced("1"));

        (await harness.Published.Any<OrderPlaced>()).ShouldBeTrue();
        (await harness.Consumed.Any<OrderPlaced>(received => received.Context.Message.Number == "1")).ShouldBeTrue();
        (await harness.GetConsumerHarness<OrderPlacedConsumer>().Consumed.Any<OrderPlaced>()).ShouldBeTrue();
        (await harness.Published.Any<OrderCancelled>(published => published.Context.Message.Number == "1")).ShouldBeTrue();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Its_request_client_is_answered(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var harness = await scene.StartHarnessAsync(parts => parts.AddHandler(async (ConsumeContext<CheckOrder> context) => await context.RespondAsync(new OrderFound(context.Message.Number, "open"))));

        (await harness.GetRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"))).Message.State.ShouldBe("open");

        (await harness.Sent.Any<OrderFound>()).ShouldBeTrue();
    }

    public sealed class OrderPlacedConsumer : IConsumer<OrderPlaced>
    {
        public Task Consume(ConsumeContext<OrderPlaced> context) => context.Publish(new OrderCancelled(context.Message.Number));
    }
}
