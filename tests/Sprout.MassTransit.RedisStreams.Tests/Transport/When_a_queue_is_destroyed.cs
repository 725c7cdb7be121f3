using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_a_queue_is_destroyed : TransportTest
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Its_group_is_made_anew_and_what_waits_is_received()
    {
        var consumer = await StartConsumerAsync("parcels", _inbox);
        await consumer.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);

        await DoAsync("XGROUP", "DESTROY", Queue("parcels"), "parcels");
        for (var i = 2; i < 12; i++)
            await consumer.PublishAsync(i);

        await _inbox.UntilAsync(11, TimeSpan.FromSeconds(5));
        await UntilEmptyAsync("parcels");
        consumer.IsHealthy.ShouldBeTrue();
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_being_handled_comes_again_and_its_handler_learns_that_it_has_lost_it()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync("parcels", async context =>
        {
            await _inbox.HandleAsync(context);
            if (begun.TrySetResult())
                await go.Task;
        });
        var faults = new Faults(consumer);
        await consumer.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);

        await DoAsync("XGROUP", "DESTROY", Queue("parcels"), "parcels");
        await Eventually.HoldsAsync("there is a group again", async () => (await DoAsync("XINFO", "GROUPS", Queue("parcels"))).Length == 1);
        go.SetResult();

        await UntilEmptyAsync("parcels");
        faults.All.ShouldAllBe(fault => fault is RedisStreamsLockLostException);
        _inbox.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task Its_stream_is_made_anew()
    {
        var consumer = await StartConsumerAsync("parcels", _inbox);
        await consumer.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);

        await DoAsync("DEL", Queue("parcels"));
        for (var i = 2; i < 12; i++)
            await consumer.PublishAsync(i);

        await _inbox.UntilAsync(11, TimeSpan.FromSeconds(5));
        await UntilEmptyAsync("parcels");
        consumer.IsHealthy.ShouldBeTrue();
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
    }

    // What a scaler reads. Redis cannot say how many wait behind a group that was made anew after others had been deleted, unless it is told.
    [Fact]
    public async Task The_number_that_waits_is_known_all_the_same()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync(
            "parcels",
            async context =>
            {
                await _inbox.HandleAsync(context);
                if (context.Message.Number >= 100)
                    await go.Task;
            },
            endpoint => endpoint.PrefetchCount = 2);
        for (var i = 0; i < 10; i++)
            await consumer.PublishAsync(i);
        await UntilEmptyAsync("parcels");
        await consumer.PublishAsync(100);
        await consumer.PublishAsync(1);
        for (var i = 101; i < 110; i++)
            await consumer.PublishAsync(i);
        await _inbox.UntilHandledAsync(101);
        await Eventually.HoldsAsync("the second is acknowledged", async () => await NumberAsync("XLEN", Queue("parcels")) == 10);

        await DoAsync("XGROUP", "DESTROY", Queue("parcels"), "parcels");
        await Eventually.HoldsAsync("there is a group again", async () => (await DoAsync("XINFO", "GROUPS", Queue("parcels"))).Length == 1);

        // Of the ten, the first two are in flight, and there is no room for more.
        (await GroupAsync("parcels", "lag")).ShouldBe(10);
        go.SetResult();
        await UntilEmptyAsync("parcels");
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
    }
}
