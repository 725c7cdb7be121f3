using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Somebody deletes what leads to a container, and not the container.</summary>
public sealed class When_a_service_or_ingress_is_gone
{
    private readonly FakeKubernetes _cluster = new();

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Both_are_made_again(bool hasService, bool hasIngress)
    {
        await using var host = await LifecycleHost.StartAsync();
        var id = await RunningAsync(host, hasService, hasIngress);

        (await RunAsync(host)).ShouldBe(1);

        host.Sent<ProvisionPod>(asked => asked.ContainerId == id && asked.AppliesAgain).ShouldBe(1);
        host.TimesToLive<ProvisionPod>(asked => asked.AppliesAgain).ShouldBe([TimeSpan.FromMinutes(10)]);
    }

    [Fact]
    public async Task Where_both_are_there_nothing_is_asked_for()
    {
        await using var host = await LifecycleHost.StartAsync();
        await RunningAsync(host, hasService: true, hasIngress: true);

        (await RunAsync(host)).ShouldBe(0);

        host.Sent<ProvisionPod>(asked => asked.AppliesAgain).ShouldBe(0);
        _cluster.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_came_after_the_lists_began_is_left_to_the_next()
    {
        await using var host = await LifecycleHost.StartAsync();
        await RunningAsync(host, hasService: false, hasIngress: false, isOld: false);

        (await RunAsync(host)).ShouldBe(0);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        (await RunAsync(host)).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_ending_or_whose_pod_is_another_is_left_alone()
    {
        await using var host = await LifecycleHost.StartAsync();
        var ended = await RunningAsync(host, hasService: false, hasIngress: false);
        var leaving = await RunningAsync(host, hasService: false, hasIngress: false);
        var replaced = await RunningAsync(host, hasService: false, hasIngress: false);
        await host.AskAsync(Requests.Delete(ended));
        host.Get<PodCache>().Set(PodOf(leaving) with { IsTerminating = true });
        host.Get<PodCache>().Set(PodOf(replaced) with { Uid = "another" });

        (await RunAsync(host)).ShouldBe(0);
    }

    [Fact]
    public async Task Only_our_own_are_looked_at()
    {
        await using var host = await LifecycleHost.StartAsync();
        await RunningAsync(host, hasService: true, hasIngress: true);
        var ours = $"app.kubernetes.io/instance={await host.Get<InstallationId>().GetAsync(TestContext.Current.CancellationToken)}";

        await RunAsync(host);

        _cluster.Selectors.Count.ShouldBe(2);
        _cluster.Selectors.ShouldAllBe(selector => selector!.Contains(ours));
    }

    [Fact]
    public async Task Those_of_the_installation_before_are_left_alone()
    {
        await using var host = await LifecycleHost.StartAsync();
        await RunningAsync(host, hasService: true, hasIngress: true);
        await host.Database.ExecuteAsync("FLUSHALL", []);

        (await RunAsync(host)).ShouldBe(0);

        _cluster.Lists.ShouldBe(0);
    }

    [Fact]
    public async Task They_come_in_portions_so_that_others_are_not_kept_waiting()
    {
        await using var host = await LifecycleHost.StartAsync();
        for (var i = 0; i < 3; i++)
            await RunningAsync(host, hasService: false, hasIngress: false);

        var run = RunAsync(host, new() { MostToldPerSweep = 2 });

        await Eventually.HoldsAsync("the first portion is asked for", () => Asked(host) == 2);
        run.IsCompleted.ShouldBeFalse();
        await Eventually.HoldsAsync("after a while the rest is, too", () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(15));
            return run.IsCompleted;
        });
        (await run, Asked(host)).ShouldBe((3, 3));
    }

    private static int Asked(LifecycleHost host) => host.Sent<ProvisionPod>(asked => asked.AppliesAgain);

    private Task<int> RunAsync(LifecycleHost host, ObserverOptions? options = null) =>
        host.Create<ExposureSweep>(_cluster, options ?? new()).RunOnceAsync(TestContext.Current.CancellationToken);

    private async Task<Guid> RunningAsync(LifecycleHost host, bool hasService, bool hasIngress, bool isOld = true)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        await host.PublishAsync(Requests.Applied(id));
        await host.PublishAsync(Requests.Ready(id));
        await host.CacheAsync([.. host.Get<PodCache>().Pods, PodOf(id)]);
        var metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["sprout.dev/container"] = id.ToString("D") } };
        if (hasService)
            _cluster.Others.Add(new V1Service { Metadata = metadata });
        if (hasIngress)
            _cluster.Others.Add(new V1Ingress { Metadata = metadata });
        if (isOld)
            host.Clock.Advance(TimeSpan.FromMinutes(2));
        return id;
    }

    private static ObservedPod PodOf(Guid id) => Read(IsReady) with { ContainerId = id };
}
