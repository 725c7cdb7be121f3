using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_many_messages_have_passed : TransportTest
{
    private const int Count = 50_000;

    private int _handled;

    [Fact]
    public async Task The_stream_is_empty_and_small_and_its_lag_was_a_number_all_the_time()
    {
        for (var i = 0; i < 2; i++)
            await StartConsumerAsync("parcels", HandleAsync, endpoint => endpoint.PrefetchCount = 200);
        var publisher = await StartPublisherAsync();
        var publishing = Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Count / 32; i++)
                await publisher.PublishAsync(i);
        })));

        var lags = new List<long?>();
        while (Volatile.Read(ref _handled) < Count / 32 * 32)
        {
            lags.Add(await GroupAsync("parcels", "lag"));
            if (publishing.IsFaulted)
                await publishing;
            await Task.Yield();
        }

        await publishing;
        await UntilEmptyAsync("parcels");
        lags.Count.ShouldBeGreaterThan(100);
        lags.ShouldAllBe(lag => lag >= 0);
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
        (await GroupAsync("parcels", "pending")).ShouldBe(0);
        (await NumberAsync("MEMORY", "USAGE", Queue("parcels"), "SAMPLES", "0")).ShouldBeLessThan(50_000);
        (await DoAsync("KEYS", Prefix + "*")).Items.Select(key => (string?)key).Order().ShouldBe([Prefix + "epoch", Queue("parcels"), Topic<Parcel>()], ignoreOrder: true);
    }

    // Some are handled, some fail, some are retried by hand-back, and consumers come and go: it stays a number.
    [Fact]
    public async Task So_it_was_while_consumers_came_and_went()
    {
        var publisher = await StartPublisherAsync();
        var lags = new List<long?>();
        for (var round = 0; round < 10; round++)
        {
            var consumer = await StartConsumerAsync(
                "parcels",
                context => context.Message.Number % 7 == 0 ? throw new InvalidOperationException("every seventh") : HandleAsync(context),
                endpoint => (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (50, 3));
            for (var i = 0; i < 200; i++)
            {
                await publisher.PublishAsync(i);
                lags.Add(await GroupAsync("parcels", "lag"));
            }

            await consumer.Control.StopAsync();
            lags.Add(await GroupAsync("parcels", "lag"));
            (await GroupAsync("parcels", "pending")).ShouldBe(0);
        }

        lags.ShouldAllBe(lag => lag >= 0);
        lags[^1].ShouldBe(await NumberAsync("XLEN", Queue("parcels")));
    }

    // The last that was given out is done, an older one is not, and nobody has room: Redis alone would not know how many wait.
    [Fact]
    public async Task So_it_is_while_an_old_one_takes_long()
    {
        var (begun, go) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await StartConsumerAsync(
            "parcels",
            async _ =>
            {
                begun.TrySetResult();
                await go.Task;
            },
            endpoint => endpoint.PrefetchCount = 1);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);
        var quick = await StartConsumerAsync("parcels", HandleAsync);
        await publisher.PublishAsync(2);
        await Eventually.HoldsAsync("the second is done", async () => await NumberAsync("XLEN", Queue("parcels")) == 1);
        await quick.Control.StopAsync();
        (await GroupAsync("parcels", "lag")).ShouldBe(0);

        for (var i = 1; i <= 5; i++)
        {
            await publisher.PublishAsync(i);
            (await GroupAsync("parcels", "lag")).ShouldBe(i);
        }

        go.SetResult();
        await UntilEmptyAsync("parcels");
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
    }

    private Task HandleAsync(ConsumeContext<Parcel> context)
    {
        Interlocked.Increment(ref _handled);
        return Task.CompletedTask;
    }
}
