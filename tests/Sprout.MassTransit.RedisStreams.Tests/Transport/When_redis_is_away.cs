using System.Diagnostics;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_redis_is_away() : TransportTest("--appendonly", "yes")
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly Inbox _inbox = new();

    [Fact]
    public async Task A_bus_that_starts_waits_for_it()
    {
        await Server.KillAsync();
        var bus = MakeBus(cfg => cfg.ReceiveEndpoint("parcels", endpoint => endpoint.Handler<Parcel>(_inbox.HandleAsync)));
        var starting = bus.Control.StartAsync();
        await Eventually.HoldsAsync("it says that it is not well", () => bus.Control.CheckHealth().Endpoints.Values.Any(endpoint => endpoint.Exception is not null), Patience);
        starting.IsCompleted.ShouldBeFalse();

        await Server.RestartAsync();

        await starting.WaitAsync(Patience);
        await bus.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);
        bus.IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bus_that_has_not_found_it_stops_in_time()
    {
        await Server.KillAsync();
        var bus = MakeBus(cfg => cfg.ReceiveEndpoint("parcels", endpoint => endpoint.Handler<Parcel>(_inbox.HandleAsync)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var begun = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<Exception>(() => bus.Control.StartAsync(patience.Token));

        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(Bound);
    }

    [Fact]
    public async Task An_idle_bus_stops_in_time()
    {
        var bus = await StartConsumerAsync("parcels", _inbox);
        await bus.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);
        await UntilEmptyAsync("parcels");
        await Server.KillAsync();

        await bus.Control.StopAsync().WaitAsync(Bound);
    }

    // Its acknowledgement cannot be said any more, and is not waited for without end: the message comes again.
    [Fact]
    public async Task A_bus_with_something_to_acknowledge_stops_in_time()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bus = await StartConsumerAsync(
            "parcels",
            async context =>
            {
                begun.TrySetResult();
                await go.Task;
                await _inbox.HandleAsync(context);
            },
            host: host => host.SendTimeout = TimeSpan.FromSeconds(5));
        await bus.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);
        await Server.KillAsync();
        go.SetResult();

        await bus.Control.StopAsync().WaitAsync(Bound);

        await Server.RestartAsync();
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(1);
    }

    [Fact]
    public async Task Health_says_so_until_it_is_back()
    {
        var bus = await StartConsumerAsync("parcels", _inbox);
        bus.IsHealthy.ShouldBeTrue();

        await Server.KillAsync();
        await Eventually.HoldsAsync("its endpoint is unhealthy", () => bus.Control.CheckHealth().Endpoints.Values.Any(endpoint => endpoint.Status == BusHealthStatus.Unhealthy), Patience);
        bus.IsHealthy.ShouldBeFalse();
        await Server.RestartAsync();

        await Eventually.HoldsAsync("it is healthy", () => bus.IsHealthy, Patience);
        await bus.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);
    }

    [Fact]
    public async Task Health_says_so_also_while_something_is_being_handled()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bus = await StartConsumerAsync("parcels", async context =>
        {
            await _inbox.HandleAsync(context);
            if (context.Message.Number == 1)
                await go.Task;
        });
        await bus.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);

        await Server.KillAsync();
        await Eventually.HoldsAsync("it is not healthy", () => !bus.IsHealthy, Patience);
        await Server.RestartAsync();

        // What takes long does not keep others from being received.
        await Eventually.HoldsAsync("it is healthy", () => bus.IsHealthy, Patience);
        await bus.PublishAsync(2);
        await _inbox.UntilHandledAsync(2);
        go.SetResult();
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_publish_waits_for_it()
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        await Server.KillAsync();

        var publishing = publisher.PublishAsync(1);
        await Server.RestartAsync();

        await publishing.WaitAsync(Patience);
        await _inbox.UntilHandledAsync(1);
    }

    [Fact]
    public async Task A_publish_throws_what_the_client_says_once_its_time_is_over()
    {
        var publisher = await StartPublisherAsync(host => host.SendTimeout = TimeSpan.FromSeconds(1));
        await publisher.PublishAsync(0);
        await Server.KillAsync();

        (await Should.ThrowAsync<Exception>(() => publisher.PublishAsync(1).WaitAsync(Bound))).ShouldBeAssignableTo<RedisException>();
    }
}
