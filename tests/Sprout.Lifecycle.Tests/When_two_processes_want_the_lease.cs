using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Hosting;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

public sealed class When_two_processes_want_the_lease
{
    [Theory]
    [OnEveryCluster]
    public async Task The_first_holds_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);

        (await Lease(host, "first").TryHoldAsync(CancellationToken.None)).ShouldBeTrue();
        (await Lease(host, "second").TryHoldAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_that_comes_back_takes_its_own_at_once(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        await Lease(host, "first").TryHoldAsync(CancellationToken.None);

        (await Lease(host, "first").TryHoldAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [Theory]
    [OnEveryCluster]
    public async Task The_second_takes_it_once_the_first_has_stopped_renewing(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        await Lease(host, "first").TryHoldAsync(CancellationToken.None);
        var second = Lease(host, "second");
        (await second.TryHoldAsync(CancellationToken.None)).ShouldBeFalse();
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        (await second.TryHoldAsync(CancellationToken.None)).ShouldBeFalse();

        host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await second.TryHoldAsync(CancellationToken.None)).ShouldBeTrue();
        (await Lease(host, "first").TryHoldAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [OnEveryCluster]
    public async Task Of_many_at_once_exactly_one_gets_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);

        var held = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Lease(host, $"process-{i}").TryHoldAsync(CancellationToken.None)));

        held.Count(holds => holds).ShouldBe(1);
    }

    private static LeaderLease Lease(LifecycleHost host, string identity) => new(
        host.Kubernetes,
        host.Get<InstallationId>(),
        host.Get<KubernetesOptions>(),
        new() { Identity = identity, LeaseDuration = TimeSpan.FromSeconds(15) },
        host.Clock,
        NullLogger<LeaderLease>.Instance);
}
