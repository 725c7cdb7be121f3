using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.FakeKubernetes;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_what_is_remembered_is_in_doubt
{
    [Fact]
    public async Task Pods_of_the_installation_before_are_neither_told_of_nor_deleted()
    {
        await using var host = await LifecycleHost.StartAsync();
        var pod = Read(IsReady);
        var cache = await host.CacheAsync(pod);
        var anew = host.Get<ListDemand>().Begin();
        await host.Database.ExecuteAsync("FLUSHALL", []);

        (await host.Get<ClusterSweep>().RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        await host.Get<PodTeller>().TellAsync(pod.ContainerId, TestContext.Current.CancellationToken);

        (cache.IsFilled, cache.Pods.Count, anew.IsCancellationRequested).ShouldBe((false, 0, true));
        host.Sent<DeletePod>(_ => true).ShouldBe(0);
        host.Sent<PodProvisioned>(_ => true).ShouldBe(0);
    }

    [Fact]
    public void A_watch_that_goes_on_for_the_installation_before_is_not_listened_to()
    {
        var cache = new PodCache(TimeProvider.System);
        cache.Fill([], "one");
        cache.ClearUnlessOf("two").ShouldBeTrue();

        cache.Set(Read(IsReady)).ShouldBeFalse();

        cache.Pods.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pod_that_is_there_without_having_been_seen_has_all_of_them_listed_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id, "uid-1"));
        await host.CacheAsync();
        var cluster = new FakeKubernetes { Pods = [Pod(IsReady)] };
        var sweep = host.Create<ClusterSweep>(host.Create<PodPresence>(cluster));
        var anew = host.Get<ListDemand>().Begin();

        (await sweep.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        (await sweep.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        anew.IsCancellationRequested.ShouldBeTrue();
        // Where that does not help, it is not asked for each time.
        cluster.Lists.ShouldBe(1);
        host.Sent<PodDeleted>(_ => true).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_who_asks_for_a_list_ends_the_watch()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Watches = { FallsSilent() } };
        var run = host.Create<PodObserver>(cluster).RunOnceAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("it watches", () => cluster.Watched.Count == 1);

        host.Get<ListDemand>().Ask();

        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_is_listed_again_after_a_while_in_any_case()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Watches = { FallsSilent() } };

        await host.Create<PodObserver>(cluster, new ObserverOptions { RelistInterval = TimeSpan.FromMilliseconds(50) })
            .RunOnceAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        cluster.Watched.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Containers_that_are_held_up_do_not_keep_the_comparison_from_others()
    {
        await using var host = await LifecycleHost.StartAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var cache = await host.CacheAsync();
        foreach (var id in Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()))
        {
            await host.AskAsync(Requests.Create(id));
            cache.Set(Read(Unscheduled("0/2 nodes are available: 2 Insufficient cpu.")) with { ContainerId = id, Uid = $"uid-{id:N}" });
            await host.Get<PodTeller>().TellAsync(id, TestContext.Current.CancellationToken);
        }

        cache.Set(Read("{}") with { ContainerId = Guid.NewGuid(), Uid = "orphan" });
        var sweep = host.Create<ClusterSweep>(new ObserverOptions { MostToldPerSweep = 2 });

        (await sweep.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        host.Sent<DeletePod>(_ => true).ShouldBe(1);
    }
}
