using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using static Sprout.Lifecycle.Tests.FakeKubernetes;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>A pod says why it is put out, and is gone before anybody has heard of it.</summary>
public sealed class When_a_pod_goes_quickly
{
    private const string IsEvicted = """{"phase":"Failed","reason":"Evicted"}""";

    private const string IsPreempted = """
        {"phase":"Running",
         "conditions":[{"type":"Ready","status":"True"},{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler","message":"to make room"}]}
        """;

    [Fact]
    public async Task That_it_is_gone_says_why()
    {
        await using var host = await LifecycleHost.StartAsync();
        var running = Read(IsReady);
        var cache = await host.CacheAsync(running);
        cache.Remove(Next(IsEvicted, running, Since.AddSeconds(1)));

        await host.Get<PodTeller>().TellAsync(running.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodLost>(told => told.Failure.Reason == FailureReason.Evicted).ShouldBe(1);
        host.Sent<PodDeleted>(told => told.PodUid == running.Uid && told.Failure?.Reason == FailureReason.Evicted).ShouldBe(1);
    }

    [Fact]
    public async Task What_it_would_have_said_later_it_has_not_said()
    {
        await using var host = await LifecycleHost.StartAsync();
        var running = Read(IsReady);
        var cache = await host.CacheAsync(running);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        cache.Remove(Next(IsReady, running, host.Clock.GetUtcNow(), deleted: host.Clock.GetUtcNow().AddSeconds(5)));
        // As when nothing could be told for a while: by now it would have been overdue, as on a node that does not answer.
        host.Clock.Advance(TimeSpan.FromHours(1));

        await host.Get<PodTeller>().TellAsync(running.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodLost>(_ => true).ShouldBe(0);
        host.Sent<PodDeleted>(told => told.Failure is null).ShouldBe(1);
    }

    [Fact]
    public async Task It_says_so_again_where_that_was_told_already_for_the_later_word_may_be_heard_first()
    {
        await using var host = await LifecycleHost.StartAsync();
        var running = Read(IsReady);
        var evicted = Next(IsEvicted, running, Since.AddSeconds(1));
        var cache = await host.CacheAsync(evicted);
        await host.Get<PodTeller>().TellAsync(running.ContainerId, TestContext.Current.CancellationToken);
        cache.Remove(evicted);

        await host.Get<PodTeller>().TellAsync(running.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodLost>(told => told.Failure.Reason == FailureReason.Evicted).ShouldBe(1);
        host.Sent<PodDeleted>(told => told.Failure?.Reason == FailureReason.Evicted).ShouldBe(1);
    }

    [Fact]
    public async Task What_it_said_with_its_last_word_counts()
    {
        await using var host = await LifecycleHost.StartAsync();
        var running = Read(IsReady);
        var last = Pod(IsPreempted, running, deleted: Since.AddSeconds(30));
        last = last with { Metadata = last.Metadata with { ResourceVersion = "101" } };
        var cluster = new FakeKubernetes { Pods = [Pod(IsReady, running)], Watches = { FallsSilent(new WatchEvent<V1Pod>(WatchEventType.Deleted, last)) } };
        var run = host.Create<PodObserver>(cluster).RunOnceAsync(TestContext.Current.CancellationToken);
        await Testing.Eventually.HoldsAsync("it has seen the end", () => host.Get<PodCache>().LastOfGone(running.ContainerId) is not null);

        await host.Get<PodTeller>().TellAsync(running.ContainerId, TestContext.Current.CancellationToken);

        host.Sent<PodDeleted>(told => told.Failure?.Reason == FailureReason.Evicted).ShouldBe(1);
        host.Get<ListDemand>().Ask();
        await run;
    }

    [Fact]
    public async Task The_comparison_leaves_it_to_who_knows_why()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await RunningAsync(host);
        var running = Read(IsReady) with { ContainerId = id };
        var cache = await host.CacheAsync(running);
        cache.Remove(Next(IsEvicted, running, Since.AddSeconds(1)));

        (await host.Create<ClusterSweep>(host.Create<PodPresence>(new FakeKubernetes())).RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        host.Sent<PodDeleted>(_ => true).ShouldBe(0);
        (await host.Get<PodQueue>().TakeAsync(TestContext.Current.CancellationToken)).ShouldBe(id);
        await host.Get<PodTeller>().TellAsync(id, TestContext.Current.CancellationToken);
        host.Sent<PodDeleted>(told => told.Failure?.Reason == FailureReason.Evicted).ShouldBe(1);
    }

    [Fact]
    public async Task Who_compares_before_that_is_heard_says_why_too()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await RunningAsync(host);
        var running = Read(IsReady) with { ContainerId = id };
        var cache = await host.CacheAsync(running);
        cache.Remove(Next(IsEvicted, running, Since.AddSeconds(1)));
        await host.Get<PodTeller>().TellAsync(id, TestContext.Current.CancellationToken);

        // The container's record says still that it runs, as where the messages wait.
        await host.Get<PodTeller>().TellGoneAsync(id, running.Uid, TestContext.Current.CancellationToken);

        host.Sent<PodDeleted>(told => told.Failure?.Reason == FailureReason.Evicted).ShouldBe(2);
    }

    [Fact]
    public async Task The_container_failed_for_that_reason_whichever_word_it_hears_first()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await RunningAsync(host);

        await host.PublishAsync(Requests.Gone(id, failure: Requests.Lost(id).Failure));
        await host.PublishAsync(Requests.Lost(id));
        await host.PublishAsync(Requests.Gone(id));

        var container = await host.DocumentAsync(id);
        (container.CurrentState, container.Failure!.Reason).ShouldBe((ContainerStates.Failed, Requests.Lost(id).Failure.Reason.ToString()));
    }

    [Fact]
    public async Task One_that_was_deleted_without_a_word_was_deleted_by_somebody()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await RunningAsync(host);

        await host.PublishAsync(Requests.Gone(id));

        (await host.DocumentAsync(id)).Failure!.Reason.ShouldBe(nameof(FailureReason.DeletedExternally));
    }

    private static async Task<Guid> RunningAsync(LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Ready(id));
        return id;
    }
}
