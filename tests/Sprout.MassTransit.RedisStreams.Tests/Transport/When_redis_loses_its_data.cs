using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_redis_loses_its_data : TransportTest
{
    private readonly Inbox _first = new();
    private readonly Inbox _second = new();

    [Fact]
    public async Task No_publish_after_it_is_dropped()
    {
        const int Count = 200;
        await StartConsumerAsync("first", _first);
        await StartConsumerAsync("second", _second);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(-1);
        await _first.UntilHandledAsync(-1);
        await _second.UntilHandledAsync(-1);

        for (var round = 0; round < 3; round++)
        {
            await DoAsync("FLUSHALL");
            for (var i = 0; i < Count; i++)
                await publisher.PublishAsync((round * Count) + i);
            await _first.UntilAsync(((round + 1) * Count) + 1);
            await _second.UntilAsync(((round + 1) * Count) + 1);
        }

        await UntilEmptyAsync("first");
        await UntilEmptyAsync("second");
    }

    [Fact]
    public async Task Neither_is_one_that_begins_right_behind_it_while_others_are_under_way()
    {
        await StartConsumerAsync("first", _first);
        var publisher = await StartPublisherAsync();
        var (number, isOver) = (0, false);
        var publishing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
                await publisher.PublishAsync(Interlocked.Increment(ref number));
        });
        for (var i = 0; i < 3; i++)
        {
            var goal = Volatile.Read(ref number) + 100;
            await Eventually.HoldsAsync("a hundred more are published", () => Volatile.Read(ref number) >= goal);
            await DoAsync("FLUSHALL");
            var next = Volatile.Read(ref number) + 1;
            await _first.UntilHandledAsync(next);
            await _first.UntilHandledAsync(next + 50);
            Enumerable.Range(next, 50).ShouldBeSubsetOf(_first.Numbers);
        }

        Volatile.Write(ref isOver, true);
        await publishing.WaitAsync(Patience);
        await UntilEmptyAsync("first");
    }

    // It does not read, so that no read tells it; its claims are looked after every ten seconds only.
    [Fact]
    public async Task A_consumer_that_has_taken_all_it_may_binds_again_as_fast_as_any_other()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartConsumerAsync(
            "first",
            async context =>
            {
                await _first.HandleAsync(context);
                await go.Task;
            },
            endpoint => endpoint.PrefetchCount = 1);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await _first.UntilHandledAsync(1);

        await DoAsync("FLUSHALL");
        await publisher.PublishAsync(2);
        go.SetResult();

        await _first.UntilHandledAsync(2);
    }

    [Fact]
    public async Task A_restart_without_a_disk_is_the_same()
    {
        await StartConsumerAsync("first", _first);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(-1);
        await _first.UntilHandledAsync(-1);

        for (var i = 0; i < 3; i++)
        {
            await Server.RestartAsync();
            await publisher.PublishAsync(i);
            await _first.UntilHandledAsync(i);
        }
    }

    // The longer it is away, the longer the clients wait between their attempts.
    [Fact]
    public async Task So_is_one_that_takes_long()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartConsumerAsync("first", _first, host: WithDefaultGrace, port: proxy.Port);
        var publisher = await StartPublisherAsync(WithDefaultGrace);
        await publisher.PublishAsync(-1);
        await _first.UntilHandledAsync(-1);
        proxy.Refuse();
        await Eventually.HoldsAsync("the consumer tries but rarely by now", () => proxy.Refused >= 10, Patience);

        await DoAsync("FLUSHALL");
        proxy.Restore();
        await publisher.PublishAsync(1);

        await _first.UntilHandledAsync(1);
    }

    [Fact]
    public async Task Bindings_that_an_older_snapshot_lacks_come_back_with_the_connection()
    {
        await StartConsumerAsync("first", _first, endpoint => endpoint.Subscribe("Old:Topic"));
        var publisher = await StartPublisherAsync();
        await DoAsync("SREM", Topic<Parcel>(), "first");

        await DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        await Eventually.HoldsAsync("the binding is back", async () => await NumberAsync("SISMEMBER", Topic<Parcel>(), "first") == 1);
        await publisher.PublishAsync(1);
        await _first.UntilHandledAsync(1);
    }

    private static void WithDefaultGrace(Configuration.IRedisStreamsHostConfigurator host) => host.RecoveryGrace = TimeSpan.FromSeconds(6);
}
