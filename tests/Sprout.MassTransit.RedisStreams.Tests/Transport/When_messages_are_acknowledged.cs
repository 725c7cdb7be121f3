using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

/// <summary>The consumer's clock stands unless it is moved on, so that what gathers does so until then.</summary>
public sealed class When_messages_are_acknowledged : TransportTest
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly ClockWithTimers _clock = new();
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Those_of_a_moment_are_acknowledged_together()
    {
        await StartAsync();
        await SendAsync(20);
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(20);

        _clock.Advance(Moment);

        await UntilEmptyAsync("parcels");
        (await CallsAsync("xack")).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_batch_does_not_wait()
    {
        await StartAsync();

        await SendAsync(100);

        await UntilEmptyAsync("parcels");
    }

    [Fact]
    public async Task A_stop_does_not_wait()
    {
        var bus = await StartAsync();
        await SendAsync(3);

        await bus.Control.StopAsync().WaitAsync(Patience);

        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(0);
    }

    // What killed the process that had it may do so again, and its neighbours must not be counted out with it.
    [Fact]
    public async Task One_that_was_delivered_before_does_not_wait()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var idle = TimeSpan.FromSeconds(1);
        await (await StartPublisherAsync()).SendAsync("parcels", 0);
        await DoAsync("XGROUP", "CREATE", Queue("parcels"), "parcels", "0");
        await DoAsync("XREADGROUP", "GROUP", "parcels", "dead", "STREAMS", Queue("parcels"), ">");
        await StartConsumerAsync(
            "parcels",
            async context =>
            {
                await _inbox.HandleAsync(context);
                await go.Task;
            },
            endpoint => endpoint.ClaimIdleTime = idle,
            host => host.TimeProvider = _clock);
        await Eventually.HoldsAsync(
            "it is taken over",
            () =>
            {
                _clock.Advance(idle);
                return _inbox.Numbers.Count == 1;
            },
            Patience);

        go.SetResult();

        await UntilEmptyAsync("parcels");
    }

    private Task<TestBus> StartAsync() => StartConsumerAsync("parcels", _inbox, endpoint => endpoint.PrefetchCount = 200, host => host.TimeProvider = _clock);

    private async Task SendAsync(int count)
    {
        var publisher = await StartPublisherAsync();
        for (var i = 0; i < count; i++)
            await publisher.SendAsync("parcels", i);
        await _inbox.UntilAsync(count, Patience);
    }
}
