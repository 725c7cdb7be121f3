using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_an_isolated_namespace_gets_containers
{
    [Theory]
    [OnEveryCluster]
    public Task They_are_admitted(string cluster) => AreAdmittedAsync(cluster, new());

    [Theory]
    [OnEveryCluster]
    public Task They_are_admitted_with_the_restricted_profile_too(string cluster) => AreAdmittedAsync(cluster, new() { Profile = PodSecurityProfile.Restricted });

    [Theory]
    [OnEveryCluster]
    public async Task One_that_is_too_many_is_told_that_the_cluster_is_full(string cluster)
    {
        await using var provisioner = await ProvisionerHost.StartAsync(cluster);
        await using var isolation = await IsolationHost.OnAsync(
            cluster, new() { Manage = true, Quota = new() { Pods = "0" } }, @namespace: provisioner.Sandbox.Namespace, creates: false);
        await isolation.ApplyAsync();
        await isolation.QuotaIsCountedAsync();

        await provisioner.SendAsync(Queues.ProvisionPod, Commands.Provision(Guid.NewGuid()));

        (await provisioner.Obstacles.NextAsync()).Obstacle!.Reason.ShouldBe(FailureReason.ClusterQuotaExceeded);
    }

    private static async Task AreAdmittedAsync(string cluster, WorkloadOptions workload)
    {
        await using var provisioner = await ProvisionerHost.StartAsync(cluster, workload: workload);
        await using var isolation = await IsolationHost.OnAsync(cluster, new() { Manage = true }, workload, provisioner.Sandbox.Namespace, creates: false);
        await isolation.ApplyAsync();
        await isolation.QuotaIsCountedAsync();
        var id = Guid.NewGuid();

        await provisioner.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);

        (await provisioner.Kubernetes.ReadAsync<V1Pod>(ContainerManifests.NameOf(id), isolation.Namespace)).ShouldNotBeNull();
    }
}
