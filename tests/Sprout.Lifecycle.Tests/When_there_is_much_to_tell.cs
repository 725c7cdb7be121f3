using System.Collections.Concurrent;
using MassTransit;
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
        queue.Count.ShouldBe(0);
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
    public async Task The_end_of_its_log_is_told_with_a_crash_and_read_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Log = "starting\nno config file\n" };
        var teller = host.Create<PodTeller>(host.Create<LastLogLine>(cluster));
        var pod = Read(Waiting("CrashLoopBackOff", lastState: Terminated(3, "Error")));
        host.Get<PodCache>().Set(pod);

        await teller.TellAsync(pod.ContainerId, TestContext.Current.CancellationToken);
        await teller.TellAsync(pod.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodProvisioningFailed>(told => told.Failure.Message.EndsWith("Its log ends with: no config file.", StringComparison.Ordinal)).ShouldBe(1);
        host.Get<PodCache>().Find(pod.ContainerId)!.LastLine.ShouldBe("no config file");
    }

    [Fact]
    public async Task A_crash_is_told_without_its_log_when_that_cannot_be_had()
    {
        await using var host = await LifecycleHost.StartAsync();
        var pod = Read(Waiting("CrashLoopBackOff", lastState: Terminated(3, "Error")));
        host.Get<PodCache>().Set(pod);

        await host.Get<PodTeller>().TellAsync(pod.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodProvisioningFailed>(told => told.Failure.Message.EndsWith("again and again.", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_pod_that_is_gone_is_told_before_the_one_in_its_place()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cache = host.Get<PodCache>();
        var first = Read(IsReady);
        cache.Set(first);
        cache.Set(first with { Uid = "uid-2" });

        await host.Get<PodTeller>().TellAsync(first.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodDeleted>(told => told.PodUid == "uid-1").ShouldBe(1);
        host.Sent<PodProvisioned>(told => told.PodUid == "uid-2").ShouldBe(1);
    }

    private sealed class RefusingBus : IPublishObserver
    {
        private int _refused;

        public int Refused => Volatile.Read(ref _refused);

        public bool IsOver { get; set; }

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            if (IsOver)
                return Task.CompletedTask;
            Interlocked.Increment(ref _refused);
            throw new InvalidOperationException("The bus is away.");
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
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
