using System.Collections.Concurrent;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_redis_restarts() : TransportTest("--appendonly", "yes", "--appendfsync", "always")
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Publishes_complete_or_throw_and_none_that_completed_is_lost()
    {
        const int Restarts = 3, Publishers = 8;
        await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        var (number, isOver) = (0, false);
        var completed = new ConcurrentBag<int>();

        var publishing = Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(PublishAsync)));
        for (var i = 0; i < Restarts; i++)
        {
            var goal = completed.Count + 100;
            await Eventually.HoldsAsync("a hundred more are published", () => completed.Count >= goal, Patience);
            await Server.RestartAsync();
        }

        Volatile.Write(ref isOver, true);
        await publishing.WaitAsync(Patience);

        await Eventually.HoldsAsync("all that completed are handled", () => completed.ToHashSet().IsSubsetOf(_inbox.Numbers), Patience);
        await UntilEmptyAsync("parcels");

        async Task PublishAsync()
        {
            while (!Volatile.Read(ref isOver))
            {
                var mine = Interlocked.Increment(ref number);
                await publisher.PublishAsync(mine);
                completed.Add(mine);
            }
        }
    }

    [Fact]
    public async Task A_message_that_is_being_handled_meanwhile_is_finished_and_not_handled_again()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync("parcels", async context =>
        {
            begun.TrySetResult();
            await go.Task;
            await _inbox.HandleAsync(context);
        });
        var faults = new Faults(consumer);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);

        await Server.RestartAsync();
        await publisher.PublishAsync(2);
        go.SetResult();

        await _inbox.UntilAsync(2);
        await UntilEmptyAsync("parcels");
        await Eventually.HoldsAsync("both are done", () => faults.Finished == 2, Patience);
        (faults.All.Count, _inbox.Deliveries.Count).ShouldBe((0, 2));
    }
}
