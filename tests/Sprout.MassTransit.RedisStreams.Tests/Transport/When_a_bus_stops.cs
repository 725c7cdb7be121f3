using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_a_bus_stops : TransportTest
{
    private readonly Inbox _first = new();
    private readonly Inbox _second = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_nobody_has_begun_with_reaches_another_bus_at_once()
    {
        var stopping = await StartSlowAsync(prefetch: 20);
        for (var i = 0; i < 20; i++)
            await stopping.SendAsync("parcels", i);
        await Eventually.HoldsAsync("all are fetched", async () => await GroupAsync("parcels", "pending") == 20);
        await StartConsumerAsync("parcels", _second);

        var stopped = stopping.Control.StopAsync();
        await _second.UntilAsync(19, TimeSpan.FromSeconds(20)); // the claims of others come after thirty
        _go.SetResult();
        await stopped.WaitAsync(Patience);

        await UntilEmptyAsync("parcels");
        (_first.Deliveries.Count, _second.Deliveries.Count).ShouldBe((1, 19));
        _second.Deliveries.ShouldAllBe(delivery => !delivery.IsRedelivered);
        (await GroupAsync("parcels", "lag")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_handed_back_keeps_its_time_to_live_and_how_often_it_was_delivered()
    {
        var stopping = await StartSlowAsync(prefetch: 3);
        await stopping.SendAsync("parcels", 0);
        await _first.UntilHandledAsync(0);
        await DoAsync("XADD", Queue("parcels"), "*", "b", "{}", "ttl", "100000", "d", "3");
        await DoAsync("XADD", Queue("parcels"), "*", "b", "{}", "h", """{"a":1}""");
        await Eventually.HoldsAsync("all are fetched", async () => await GroupAsync("parcels", "pending") == 3);

        await StopAsync(stopping);

        var entries = await Admin.GetDatabase().StreamRangeAsync(Queue("parcels"));
        entries.Length.ShouldBe(2);
        Fields(entries[0]).Keys.Order().ShouldBe(["b", "d", "ttl"]);
        Fields(entries[0])["d"].ShouldBe("3");
        int.Parse(Fields(entries[0])["ttl"]).ShouldBeInRange(1, 100_000);
        Fields(entries[1]).Keys.Order().ShouldBe(["b", "h"]);
        (await GroupAsync("parcels", "pending")).ShouldBe(0);
        (await GroupAsync("parcels", "lag")).ShouldBe(2);
    }

    [Fact]
    public async Task Fields_that_somebody_wrote_wrong_do_not_keep_the_others_from_being_handed_back()
    {
        var stopping = await StartSlowAsync(prefetch: 3);
        await stopping.SendAsync("parcels", 0);
        await _first.UntilHandledAsync(0);
        await DoAsync("XADD", Queue("parcels"), "*", "b", "{}", "ttl", "soon", "d", "many");
        await stopping.SendAsync("parcels", 1);
        await Eventually.HoldsAsync("all are fetched", async () => await GroupAsync("parcels", "pending") == 3);

        await StopAsync(stopping);

        (await GroupAsync("parcels", "pending")).ShouldBe(0);
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_being_handled_for_longer_than_the_idle_time_is_still_not_taken_over()
    {
        var stopping = await StartSlowAsync(prefetch: 1, endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(2));
        var faults = new Faults(stopping);
        await StartConsumerAsync("parcels", _second, endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync("the slow one has one", async () =>
        {
            await stopping.SendAsync("parcels", 1);
            return _first.Deliveries.Count > 0;
        });
        var before = _second.Deliveries.Count;

        var stopped = stopping.Control.StopAsync();
        await UntilAgeAsync(TimeSpan.FromSeconds(5));
        _go.SetResult();
        await stopped.WaitAsync(Patience);

        (faults.All.Count, faults.Finished).ShouldBe((0, 1));
        await UntilEmptyAsync("parcels");
        _second.Deliveries.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Nothing_is_begun_any_more()
    {
        var handling = 0;
        for (var i = 0; i < 20; i++)
        {
            var stopping = await StartConsumerAsync(
                "parcels",
                async context =>
                {
                    Interlocked.Increment(ref handling);
                    await Task.Yield();
                    await _first.HandleAsync(context);
                    Interlocked.Decrement(ref handling);
                },
                endpoint => (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (200, 2));
            var faults = new Faults(stopping);
            for (var number = 0; number < 400; number++)
                await DoAsync("XADD", Queue("parcels"), "*", "b", "{}");
            await stopping.Control.StopAsync();

            Volatile.Read(ref handling).ShouldBe(0);
            (await GroupAsync("parcels", "pending")).ShouldBe(0, $"in round {i}, {faults.Finished} were finished");
        }
    }

    // The one that is being handled goes on until the others have gone back: else it is a matter of luck whether one of them is begun with.
    private async Task StopAsync(TestBus bus)
    {
        var stopped = bus.Control.StopAsync();
        await Eventually.HoldsAsync("the others are handed back", async () => await GroupAsync("parcels", "pending") == 1);
        _go.SetResult();
        await stopped.WaitAsync(Patience);
    }

    private static Dictionary<string, string> Fields(StreamEntry entry) => entry.Values.ToDictionary(field => (string)field.Name!, field => (string)field.Value!);

    // The pending entry's age is Redis' to say.
    private Task UntilAgeAsync(TimeSpan age) => Eventually.HoldsAsync("it was delivered so long ago", async () =>
    {
        var now = (await DoAsync("TIME"))[0];
        var first = (string)(await DoAsync("XPENDING", Queue("parcels"), "parcels"))[1]!;
        return ((long)now * 1000) - long.Parse(first[..first.IndexOf('-', StringComparison.Ordinal)]) > age.TotalMilliseconds;
    });

    private Task<TestBus> StartSlowAsync(ushort prefetch, Action<Configuration.IRedisStreamsReceiveEndpointConfigurator>? configure = null) => StartConsumerAsync(
        "parcels",
        async context =>
        {
            await _first.HandleAsync(context);
            await _go.Task;
        },
        endpoint =>
        {
            configure?.Invoke(endpoint);
            endpoint.PrefetchCount = prefetch;
            endpoint.ConcurrentMessageLimit = 1;
        });
}
