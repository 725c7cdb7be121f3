using Sprout.Provisioner.Isolation;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_several_keepers_keep_a_namespace
{
    private const int Keepers = 3;

    [Theory]
    [OnEveryCluster]
    public async Task It_becomes_what_one_would_make_of_it(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);
        var hosts = await Task.WhenAll(Enumerable.Range(0, Keepers).Select(_ => IsolationHost.OnAsync(cluster, @namespace: host.Namespace)));

        // Who meets another on the way tries again, as it does by itself.
        await Task.WhenAll(hosts.Select(each => Eventually.HoldsAsync("it has applied everything", () => each.Keeper.RunOnceAsync(Sandbox.Token))));

        (await host.VersionsAsync()).Keys.Order(StringComparer.Ordinal).ShouldBe(
        [
            $"LimitRange {NamespaceManifests.Name}", "Namespace", "NetworkPolicy sprout-allow-egress", "NetworkPolicy sprout-allow-ingress",
            "NetworkPolicy sprout-default-deny", $"ResourceQuota {NamespaceManifests.Name}",
        ]);
        foreach (var each in hosts)
            await each.DisposeAsync();
    }

    [Theory]
    [OnEveryCluster]
    public async Task Each_leaves_alone_what_another_has_applied(string cluster)
    {
        await using var first = await IsolationHost.OnAsync(cluster);
        await using var second = await IsolationHost.OnAsync(cluster, @namespace: first.Namespace);
        await first.ApplyAsync();
        await first.QuotaIsCountedAsync();

        // A cluster may count the quota once more in between; who writes, writes every time.
        await Eventually.HoldsAsync("it to be left alone", async () =>
        {
            var versions = await first.VersionsAsync();
            (await second.ApplyAsync()).ShouldBe(NamespaceState.Kept);
            return (await first.VersionsAsync()).SequenceEqual(versions);
        });
    }
}
