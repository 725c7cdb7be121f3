using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_there_is_much_to_tell
{
    [Fact]
    public async Task A_pod_waits_once_however_often_it_changes()
    {
        var queue = new PodQueue(TimeProvider.System);
        var id = Guid.NewGuid();
        for (var i = 0; i < 100; i++)
            queue.Add(id);

        queue.Count.ShouldBe(1);
        (await queue.TakeAsync(TestContext.Current.CancellationToken)).ShouldBe(id);
        queue.Done(id);
        queue.Count.ShouldBe(0);
        queue.TakeAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_is_being_told_waits_until_that_is_done()
    {
        var queue = new PodQueue(TimeProvider.System);
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        queue.Add(id);
        await queue.TakeAsync(TestContext.Current.CancellationToken);
        queue.Add(id);
        queue.Add(other);

        (await queue.TakeAsync(TestContext.Current.CancellationToken)).ShouldBe(other);
        queue.Done(id);

        (await queue.TakeAsync(TestContext.Current.CancellationToken)).ShouldBe(id);
    }

    [Fact]
    public void What_is_due_later_comes_at_its_time_and_the_earlier_time_counts()
    {
        var clock = new ManualClock(Since);
        var queue = new PodQueue(clock);
        var id = Guid.NewGuid();
        queue.AddAt(id, Since.AddSeconds(60));
        queue.AddAt(id, Since.AddSeconds(10));
        queue.AddAt(id, Since.AddSeconds(30));

        queue.MoveDue().ShouldBe(0);
        clock.Advance(TimeSpan.FromSeconds(10));
        queue.MoveDue().ShouldBe(1);
        clock.Advance(TimeSpan.FromHours(1));
        queue.MoveDue().ShouldBe(0);
    }

    [Fact]
    public async Task While_the_bus_takes_nothing_all_of_it_is_kept_and_said_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var refusing = new RefusingBus();
        using var connected = host.Harness.Bus.ConnectPublishObserver(refusing);
        var log = new ListLogger();
        using var stop = new CancellationTokenSource();
        var tellers = host.Create<PodTellers>(log, new ObserverOptions { RetryDelay = TimeSpan.FromMilliseconds(5) });
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToList();
        await host.CacheAsync();
        foreach (var id in ids)
        {
            host.Get<PodCache>().Set(Read(IsReady) with { ContainerId = id, Uid = $"uid-{id:N}" });
            host.Get<PodQueue>().Add(id);
        }

        var run = tellers.RunAsync(stop.Token);
        await Eventually.HoldsAsync("it was refused more than once", () => refusing.Refused > 20);
        refusing.IsOver = true;

        await Eventually.HoldsAsync("all are told", () => ids.TrueForAll(id => host.Sent<PodProvisioned>(told => told.ContainerId == id) == 1));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        log.Lines.Count(line => line.StartsWith("What the cluster says cannot be told", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_pod_that_is_gone_is_told_before_the_one_in_its_place()
    {
        await using var host = await LifecycleHost.StartAsync();
        var first = Read(IsReady);
        var cache = await host.CacheAsync(first);
        cache.Set(first with { Uid = "uid-2" });

        await host.Get<PodTeller>().TellAsync(first.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodDeleted>(told => told.PodUid == "uid-1").ShouldBe(1);
        host.Sent<PodProvisioned>(told => told.PodUid == "uid-2").ShouldBe(1);
    }

    [Fact]
    public async Task One_that_cannot_be_told_although_others_can_is_tried_less_and_less_often()
    {
        await using var host = await LifecycleHost.StartAsync();
        var (bad, good) = (Read(IsReady), Read(IsReady) with { Uid = "uid-2" });
        var refusing = new RefusingBus { Only = bad.ContainerId };
        using var connected = host.Harness.Bus.ConnectPublishObserver(refusing);
        await host.CacheAsync(bad, good);
        using var stop = new CancellationTokenSource();
        var run = host.Create<PodTellers>(new ObserverOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }).RunAsync(stop.Token);

        host.Get<PodQueue>().Add(bad.ContainerId);
        await Eventually.HoldsAsync("it was tried three times", () => refusing.Refused == 3);
        host.Get<PodQueue>().Add(good.ContainerId);

        await Eventually.HoldsAsync("the other is told", () => host.Sent<PodProvisioned>(told => told.ContainerId == good.ContainerId) == 1);
        // The clock stands still, and with it the time of the next try.
        refusing.Refused.ShouldBe(3);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.HoldsAsync("it is tried again", () => refusing.Refused == 4);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    private sealed class ListLogger : ILogger<PodTellers>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
