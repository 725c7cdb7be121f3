using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_namespace_is_isolated
{
    private static readonly string[] Everything =
    [
        "LimitRange sprout", "Namespace", "NetworkPolicy sprout-allow-egress", "NetworkPolicy sprout-allow-ingress", "NetworkPolicy sprout-default-deny", "ResourceQuota sprout",
    ];

    [Theory]
    [OnEveryCluster]
    public async Task It_and_all_that_isolates_it_exist(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.Made);

        (await host.VersionsAsync()).Keys.ShouldBe(Everything, ignoreOrder: true);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Doing_it_again_changes_nothing(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster, new() { IngressPods = "", IngressNamespace = "team=edge,name=ways-in", DnsAddresses = ["169.254.20.10/32"], Quota = new() { LimitsCpu = "1500m" } });
        await host.ApplyAsync();
        await host.QuotaIsCountedAsync();

        // A cluster may count once more what it has just counted, in between.
        await Eventually.HoldsAsync("to do it again changes nothing", async () =>
        {
            var before = await host.VersionsAsync();
            (await host.ApplyAsync()).ShouldBe(NamespaceState.Kept);
            return (await host.VersionsAsync()).SequenceEqual(before);
        });
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_was_removed_or_changed_comes_back(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);
        await host.ApplyAsync();
        await host.Kubernetes.DeleteAsync<V1NetworkPolicy>("sprout-default-deny", host.Namespace);
        await host.Kubernetes.DeleteAsync<V1LimitRange>(NamespaceManifests.Name, host.Namespace);
        await host.Kubernetes.DeleteAsync<V1ResourceQuota>(NamespaceManifests.Name, host.Namespace);
        var open = (await host.Kubernetes.ReadAsync<V1NetworkPolicy>("sprout-allow-ingress", host.Namespace))!;
        await host.Kubernetes.ReplaceAsync(open with { Spec = open.Spec! with { Ingress = [new()] } });

        await host.ApplyAsync();

        (await host.VersionsAsync()).Keys.ShouldBe(Everything, ignoreOrder: true);
        var closed = (await host.Kubernetes.ReadAsync<V1NetworkPolicy>("sprout-allow-ingress", host.Namespace))!;
        closed.Spec!.Ingress!.Single().From.ShouldNotBeNull().Single().PodSelector!.MatchLabels!["app.kubernetes.io/name"].ShouldBe("traefik");
    }

    // What is applied stays as it was: these are only added.
    [Theory]
    [OnEveryCluster]
    public async Task A_hole_that_somebody_added_is_closed(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);
        await host.ApplyAsync();
        var asMade = await SpecsAsync(host);
        foreach (var policy in (await host.Kubernetes.ListAsync<V1NetworkPolicy>(host.Namespace)).Items)
        {
            var passesOver = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["none"] = "nothing" } };
            await host.Kubernetes.ReplaceAsync(policy with { Spec = policy.Spec! with { PodSelector = passesOver, Ingress = [new()], Egress = [new()] } });
        }

        await host.ApplyAsync();

        (await SpecsAsync(host)).ShouldBe(asMade);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Other_settings_take_the_place_of_earlier_ones(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);
        await host.ApplyAsync();
        var none = new QuotaOptions { Pods = null, RequestsCpu = null, RequestsMemory = null, LimitsCpu = null, LimitsMemory = null, LoadBalancers = null, NodePorts = null };
        await using var later = await IsolationHost.OnAsync(cluster, new() { Quota = none }, new() { Profile = PodSecurityProfile.Restricted }, host.Namespace);

        await later.ApplyAsync();

        (await host.Kubernetes.ReadAsync<V1ResourceQuota>(NamespaceManifests.Name, host.Namespace))!.Spec?.Hard.ShouldBeNull();
        (await host.Kubernetes.ReadAsync<V1Namespace>(host.Namespace))!.Metadata.Labels!["pod-security.kubernetes.io/enforce"].ShouldBe("restricted");
    }

    [Theory]
    [OnEveryCluster]
    public async Task Labels_of_others_stay_on_it(string cluster)
    {
        await using var host = await IsolationHost.OnAsync(cluster);
        await host.ApplyAsync();
        var made = (await host.Kubernetes.ReadAsync<V1Namespace>(host.Namespace))!;
        await host.Kubernetes.ReplaceAsync(made with { Metadata = made.Metadata with { Labels = new Dictionary<string, string>(made.Metadata.Labels!) { ["team"] = "edge" } } });

        await host.ApplyAsync();

        (await host.Kubernetes.ReadAsync<V1Namespace>(host.Namespace))!.Metadata.Labels!["team"].ShouldBe("edge");
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_pod_that_asks_for_nothing_gets_what_a_container_gets(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.WaitUntilPodsAreAdmittedAsync();
        await using var host = await IsolationHost.OnAsync(cluster, new() { Manage = true }, @namespace: sandbox.Namespace, creates: false);
        await host.ApplyAsync();

        // A real server remembers the limit ranges of a namespace for a moment.
        var pod = await Eventually.GetAsync("a pod with defaults", async () =>
        {
            var made = await sandbox.CreatePodAsync(new() { Metadata = sandbox.Meta($"p-{Guid.NewGuid():n}"), Spec = new() { Containers = [new() { Name = "main", Image = "busybox" }] } });
            return made.Spec!.Containers![0].Resources?.Limits is null ? null : made;
        });

        var resources = pod.Spec!.Containers![0].Resources!;
        (resources.Requests!["cpu"], resources.Requests["memory"], resources.Requests["ephemeral-storage"]).ShouldBe(("20m", "32Mi", "64Mi"));
        (resources.Limits!["cpu"], resources.Limits["memory"], resources.Limits["ephemeral-storage"]).ShouldBe(("200m", "128Mi", "1Gi"));
    }

    private static async Task<IEnumerable<string>> SpecsAsync(IsolationHost host) =>
        [.. (await host.Kubernetes.ListAsync<V1NetworkPolicy>(host.Namespace)).Items.Select(policy => $"{policy.Metadata.Name} {KubernetesJson.Serialize(policy.Spec)}").Order(StringComparer.Ordinal)];
}
