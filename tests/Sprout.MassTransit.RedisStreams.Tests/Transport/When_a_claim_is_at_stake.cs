using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_a_claim_is_at_stake : TransportTest
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    private readonly Inbox _slow = new();
    private readonly Inbox _other = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_handler_that_runs_for_longer_keeps_it()
    {
        var slow = await StartSlowAsync();
        var faults = new Faults(slow);
        await slow.SendAsync("parcels", 1);
        await _slow.UntilHandledAsync(1);
        await StartConsumerAsync("parcels", _other, WithIdleTime);

        await UntilDeliveredForAsync(IdleTime * 2.5);
        _go.SetResult();

        await UntilEmptyAsync("parcels");
        await Eventually.HoldsAsync("it is done", () => faults.Finished == 1);
        (faults.All.Count, _other.Deliveries.Count).ShouldBe((0, 0));
    }

    // So does every one of many: they are renewed a hundred at a time.
    [Fact]
    public async Task So_do_many_at_once()
    {
        const int Count = 250;
        var slow = await StartSlowAsync(Count);
        var faults = new Faults(slow);
        for (var i = 0; i < Count; i++)
            await slow.SendAsync("parcels", i);
        await _slow.UntilAsync(Count);
        await StartConsumerAsync("parcels", _other, WithIdleTime);

        await UntilDeliveredForAsync(IdleTime * 2);
        _go.SetResult();

        await UntilEmptyAsync("parcels");
        (faults.All.Count, _other.Deliveries.Count, _slow.Deliveries.Count).ShouldBe((0, 0, Count));
    }

    [Fact]
    public async Task What_waits_behind_a_long_one_is_not_taken_over_either()
    {
        var slow = await StartConsumerAsync("parcels", HandleSlowlyAsync, endpoint =>
        {
            WithIdleTime(endpoint);
            (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (10, 1);
        });
        for (var i = 0; i < 10; i++)
            await slow.SendAsync("parcels", i);
        await Eventually.HoldsAsync("all are fetched", async () => await GroupAsync("parcels", "pending") == 10);
        await StartConsumerAsync("parcels", _other, WithIdleTime);

        await UntilDeliveredForAsync(IdleTime * 2);
        _go.SetResult();

        await UntilEmptyAsync("parcels");
        (_slow.Deliveries.Count, _other.Deliveries.Count).ShouldBe((10, 0));
    }

    [Fact]
    public async Task Who_has_lost_it_fails_and_touches_nothing_of_the_thief()
    {
        var slow = await StartSlowAsync();
        var faults = new Faults(slow);
        await slow.SendAsync("parcels", 1);
        await _slow.UntilHandledAsync(1);

        await StealAsync();
        _go.SetResult();

        await Eventually.HoldsAsync("it has failed", () => !faults.All.IsEmpty);
        faults.All.ShouldHaveSingleItem().ShouldBeOfType<RedisStreamsLockLostException>().Message.ShouldContain("another consumer");
        faults.Finished.ShouldBe(0);
        var pending = await DoAsync("XPENDING", Queue("parcels"), "parcels", "-", "+", "10");
        ((string?)pending[0][1]).ShouldBe("thief");
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(1);
        (await NumberAsync("EXISTS", Queue("parcels_error"))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_lost_it_and_throws_moves_nothing_to_the_error_queue()
    {
        var slow = await StartConsumerAsync(
            "parcels",
            async context =>
            {
                await HandleSlowlyAsync(context);
                throw new InvalidOperationException("It went wrong.");
            },
            endpoint => endpoint.PrefetchCount = 1);
        var faults = new Faults(slow);
        await slow.SendAsync("parcels", 1);
        await _slow.UntilHandledAsync(1);

        await StealAsync();
        _go.SetResult();

        await Eventually.HoldsAsync("it has failed", () => !faults.All.IsEmpty);
        (await NumberAsync("EXISTS", Queue("parcels_error"))).ShouldBe(0);
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(1);
    }

    // It is renewed in vain, which is known before the handler ends; a message that has not been begun is then not begun at all.
    [Fact]
    public async Task What_was_lost_before_it_was_begun_is_not_handled()
    {
        var slow = await StartConsumerAsync("parcels", HandleSlowlyAsync, endpoint =>
        {
            WithIdleTime(endpoint);
            (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (2, 1);
        });
        var faults = new Faults(slow);
        await slow.SendAsync("parcels", 1);
        await slow.SendAsync("parcels", 2);
        await Eventually.HoldsAsync("both are fetched", async () => await GroupAsync("parcels", "pending") == 2);
        var claims = await CallsAsync("xclaim");

        await StealAsync("1");
        await Eventually.HoldsAsync("the other was renewed", async () => await CallsAsync("xclaim") > claims + 2);
        _go.SetResult();

        await Eventually.HoldsAsync("the first is done and the second refused", () => (faults.Finished, faults.All.Count) == (1, 1));
        faults.All.ShouldHaveSingleItem().ShouldBeOfType<RedisStreamsLockLostException>();
        _slow.Deliveries.Count.ShouldBe(1);
    }

    private static void WithIdleTime(IRedisStreamsReceiveEndpointConfigurator endpoint) => endpoint.ClaimIdleTime = IdleTime;

    private Task<TestBus> StartSlowAsync(int prefetch = 1) => StartConsumerAsync("parcels", HandleSlowlyAsync, endpoint =>
    {
        WithIdleTime(endpoint);
        endpoint.PrefetchCount = prefetch;
    });

    private async Task HandleSlowlyAsync(ConsumeContext<Parcel> context)
    {
        await _slow.HandleAsync(context);
        await _go.Task;
    }

    // Takes the first pending entry, or the one behind it, for itself.
    private async Task StealAsync(string which = "0")
    {
        var pending = await DoAsync("XPENDING", Queue("parcels"), "parcels", "-", "+", "10");
        await DoAsync("XCLAIM", Queue("parcels"), "parcels", "thief", "0", (string)pending[int.Parse(which)][0]!);
    }

    // The first pending entry's age is Redis' to say: its id is the time at which it was added.
    private Task UntilDeliveredForAsync(TimeSpan time) => Eventually.HoldsAsync("it is being handled for so long", async () =>
    {
        var now = (long)(await DoAsync("TIME"))[0] * 1000;
        var oldest = (string)(await DoAsync("XPENDING", Queue("parcels"), "parcels"))[1]!;
        return now - long.Parse(oldest.Split('-')[0]) > time.TotalMilliseconds;
    });
}
