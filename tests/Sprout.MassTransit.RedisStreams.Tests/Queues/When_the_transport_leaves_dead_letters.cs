using System.Collections.Concurrent;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.MassTransit.RedisStreams.Tests.Queues.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues;

public sealed class When_the_transport_leaves_dead_letters : IAsyncLifetime
{
    private readonly ConcurrentQueue<ConsumeContext<OrderPaid>> _handled = new();
    private volatile bool _fails = true;
    private QueueRedis _redis = null!;
    private IBusControl _bus = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await QueueRedis.StartAsync();
        _bus = Bus.Factory.CreateUsingRedisStreams(configurator =>
        {
            configurator.Host($"redis://{_redis.ConfigurationString}", host => host.KeyPrefix = QueueRedis.Prefix);
            configurator.ReceiveEndpoint("orders", endpoint => endpoint.Handler<OrderPaid>(Handle));
        });
        await _bus.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task They_are_listed_shown_and_handled_once_replayed()
    {
        await _bus.Publish(new OrderPaid("7"), context => context.Headers.Set("tenant", "a"));
        await ListedAsync("a dead letter", queue => queue is { Depth: 0, Errors: 1 });

        var entry = (await _redis.Queues.ShowAsync("orders_error", 10)).ShouldHaveSingleItem();
        entry.MessageTypes.ShouldHaveSingleItem().ShouldEndWith(nameof(OrderPaid));
        entry.Fault.ShouldNotBeNull().ShouldSatisfyAllConditions(
            fault => fault.Reason.ShouldBe("fault"),
            fault => fault.ExceptionType.ShouldBe("System.TimeoutException"),
            fault => fault.Message.ShouldBe("too late"),
            fault => new Uri(fault.InputAddress!).AbsolutePath.ShouldBe("/orders"));

        _fails = false;
        (await _redis.Queues.ReplayAsync("orders_error")).Done.ShouldBe(1);
        await ListedAsync("none left", queue => queue is { Depth: 0, Errors: 0 });

        var handled = _handled.ShouldHaveSingleItem();
        handled.Message.ShouldBe(new("7"));
        handled.MessageId.ToString().ShouldBe(entry.MessageId);
        handled.Headers.Get<string>("tenant").ShouldBe("a");
        handled.ReceiveContext.TransportHeaders.GetAll().Select(header => header.Key).ShouldNotContain(name => name.StartsWith("MT-Fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_that_nobody_wanted_say_so()
    {
        var endpoint = await _bus.GetSendEndpoint(new("queue:orders"));
        await endpoint.Send(new Other());

        await ListedAsync("a skipped one", queue => queue is { Depth: 0, Skipped: 1 });

        (await _redis.Queues.ShowAsync("orders_skipped", 10)).ShouldHaveSingleItem().Fault.ShouldNotBeNull().Reason.ShouldBe("dead-letter");
    }

    private Task Handle(ConsumeContext<OrderPaid> context)
    {
        if (_fails)
            throw new TimeoutException("too late");
        _handled.Enqueue(context);
        return Task.CompletedTask;
    }

    private Task ListedAsync(string what, Func<QueueSummary, bool> condition) =>
        Eventually.HoldsAsync(what, async () => (await _redis.Queues.ListAsync()).Queues.Any(queue => queue.Name == "orders" && condition(queue)));

    /// <summary>What the tests send.</summary>
    public sealed record OrderPaid(string Order);

    /// <summary>What nobody handles.</summary>
    public sealed record Other;
}
