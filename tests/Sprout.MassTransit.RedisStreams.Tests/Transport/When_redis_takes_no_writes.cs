using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_redis_takes_no_writes : TransportTest
{
    private readonly Inbox _inbox = new();

    public static TheoryData<string> Reasons => ["OOM", "READONLY"];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_publish_waits_until_it_does(string reason)
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);
        var refused = await RefuseAsync(reason);

        var publishing = publisher.PublishAsync(2);
        var sending = publisher.SendAsync("parcels", 3);
        await Eventually.HoldsAsync("it was refused some times", async () => await RefusedAsync(reason) >= refused + 4, Patience);
        (publishing.IsCompleted, sending.IsCompleted).ShouldBe((false, false));
        await AcceptAsync(reason);

        await Task.WhenAll(publishing, sending).WaitAsync(Patience);
        await _inbox.UntilAsync(3);
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_publish_throws_what_Redis_said_once_its_time_is_over(string reason)
    {
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync(host => host.SendTimeout = TimeSpan.FromSeconds(1));
        await publisher.PublishAsync(1);
        await RefuseAsync(reason);

        var refusal = await Should.ThrowAsync<RedisServerException>(() => publisher.PublishAsync(2).WaitAsync(Patience));

        refusal.Code.ShouldBe(reason);
        await AcceptAsync(reason);
        await publisher.PublishAsync(3).WaitAsync(Patience);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task What_is_being_handled_is_finished_once_it_does_and_the_rest_follows(string reason)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync("parcels", async context =>
        {
            await _inbox.HandleAsync(context);
            begun.TrySetResult();
            await go.Task;
        });
        var faults = new Faults(consumer);
        await consumer.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);
        var refused = await RefuseAsync(reason);
        go.SetResult();
        if (reason == "READONLY")
            await Eventually.HoldsAsync("it was refused some times", async () => await RefusedAsync(reason) >= refused + 4, Patience);
        else
            await UntilEmptyAsync("parcels"); // what frees memory is never refused
        await AcceptAsync(reason);

        await consumer.PublishAsync(2).WaitAsync(Patience);
        await UntilEmptyAsync("parcels");
        (faults.All.Count, _inbox.Deliveries.Count).ShouldBe((0, 2));
        await Eventually.HoldsAsync("it is healthy", () => consumer.IsHealthy, Patience);
    }

    [Fact]
    public async Task Consumers_work_off_what_waits_while_there_is_no_room()
    {
        var consumer = await StartConsumerAsync("parcels", _inbox);
        await consumer.PublishAsync(0);
        await _inbox.UntilHandledAsync(0);
        await consumer.Control.StopAsync();
        var publisher = await StartPublisherAsync();
        for (var i = 1; i <= 500; i++)
            await publisher.PublishAsync(i);
        await RefuseAsync("OOM");

        // Also those that start only now: their queue is there.
        var late = await StartConsumerAsync("parcels", _inbox);

        await _inbox.UntilAsync(501);
        await UntilEmptyAsync("parcels");
        await DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await DoAsync("CONFIG", "SET", "maxmemory", "0");
        await late.PublishAsync(501);
        await _inbox.UntilHandledAsync(501);
    }

    [Fact]
    public async Task A_temporary_queue_lives_on_while_there_is_no_room()
    {
        await StartConsumerAsync("brief", _inbox, endpoint => endpoint.AutoDeleteOnIdle = TimeSpan.FromSeconds(2));
        await RefuseAsync("OOM");
        var life = await NumberAsync("PTTL", Queue("brief"));

        await Eventually.HoldsAsync("its life was renewed", async () =>
        {
            var before = life;
            life = await NumberAsync("PTTL", Queue("brief"));
            return life > before;
        });

        await AcceptAsync("OOM");
    }

    [Fact]
    public async Task What_fails_is_not_lost_when_there_is_no_room_in_the_error_queue()
    {
        var consumer = await StartConsumerAsync("parcels", _ => throw new InvalidOperationException("never"), endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(1));
        await consumer.PublishAsync(0);
        await Eventually.HoldsAsync("the first has failed", async () => await NumberAsync("XLEN", Queue("parcels_error")) == 1);
        await consumer.Control.StopAsync();
        await consumer.SendAsync("parcels", 1);
        var refused = await RefuseAsync("OOM");

        await StartConsumerAsync("parcels", _ => throw new InvalidOperationException("never"), endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync("it was refused some times", async () => await RefusedAsync("OOM") > refused + 2);
        (await NumberAsync("XLEN", Queue("parcels"))).ShouldBe(1);
        await AcceptAsync("OOM");

        await Eventually.HoldsAsync("it has failed too", async () => await NumberAsync("XLEN", Queue("parcels_error")) == 2, Patience);
        await UntilEmptyAsync("parcels");
    }

    [Fact]
    public async Task Delayed_messages_come_once_there_is_room()
    {
        var consumer = await StartConsumerAsync("parcels", _inbox);
        await consumer.Control.CreateDelayedMessageScheduler().ScheduleSend(new Uri("queue:parcels"), TimeSpan.FromMilliseconds(500), new Parcel(1));
        var refused = await RefuseAsync("OOM");

        await Eventually.HoldsAsync("its delivery was refused some times", async () => await RefusedAsync("OOM") > refused + 2);
        await AcceptAsync("OOM");

        await _inbox.UntilHandledAsync(1, TimeSpan.FromSeconds(5));
        _inbox.Deliveries.Count.ShouldBe(1);
    }

    // One byte is less than any server uses; nothing can be evicted, for that is the default policy.
    private async Task<long> RefuseAsync(string reason)
    {
        var before = await RefusedAsync(reason);
        if (reason == "OOM")
            await DoAsync("CONFIG", "SET", "maxmemory", "1");
        else
            await DoAsync("REPLICAOF", "127.0.0.1", "1"); // where nobody is: it serves what it has, and takes nothing
        return before;
    }

    private async Task AcceptAsync(string reason)
    {
        if (reason == "OOM")
            await DoAsync("CONFIG", "SET", "maxmemory", "0");
        else
            await DoAsync("REPLICAOF", "NO", "ONE");
    }

    private async Task<long> RefusedAsync(string reason)
    {
        var line = ((string?)await DoAsync("INFO", "errorstats"))!.Split("\r\n").FirstOrDefault(line => line.StartsWith($"errorstat_{reason}:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }
}
