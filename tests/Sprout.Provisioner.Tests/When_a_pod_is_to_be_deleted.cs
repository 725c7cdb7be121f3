using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_pod_is_to_be_deleted
{
    [Theory]
    [OnEveryCluster]
    public async Task Everything_of_it_goes(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();
        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);
        var services = await host.Kubernetes.ListAsync<V1Service>(host.Sandbox.Namespace);
        var ingresses = await host.Kubernetes.ListAsync<V1Ingress>(host.Sandbox.Namespace);

        (await host.Objects.DeleteAsync(id, CancellationToken.None)).ShouldBeTrue();

        var name = ContainerManifests.NameOf(id);
        await host.Sandbox.FirstEventAsync<V1Service>(services.Metadata.ResourceVersion!, gone => gone.Type == WatchEventType.Deleted && gone.Object.Metadata.Name == name);
        await host.Sandbox.FirstEventAsync<V1Ingress>(ingresses.Metadata.ResourceVersion!, gone => gone.Type == WatchEventType.Deleted && gone.Object.Metadata.Name == name);
        (await host.Kubernetes.ReadAsync<V1Pod>(name, host.Sandbox.Namespace)).ShouldBeNull();
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(-60, 1)]
    public async Task One_that_should_have_gone_long_ago_goes_without_its_nodes_word(int forceAfterSeconds, int forced)
    {
        var interference = new ApiInterference();
        // Its time to stop is over in five seconds: to have passed long ago, the wait after it must be below zero.
        await using var host = await ProvisionerHost.StartAsync("simulator", interference, new() { ForceAfter = TimeSpan.FromSeconds(forceAfterSeconds) });
        var id = Guid.NewGuid();
        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);

        await host.Objects.DeleteAsync(id, CancellationToken.None);

        interference.Calls.Count(call => call.StartsWith("DELETE", StringComparison.Ordinal) && call.Contains("\"gracePeriodSeconds\":0", StringComparison.Ordinal)).ShouldBe(forced);
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_that_does_not_exist_is_told_to_be_gone(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();

        await host.SendAsync(Queues.DeletePod, new DeletePod { ContainerId = id });

        (await host.Deletions.NextAsync()).ShouldBe(new PodDeleted { ContainerId = id, PodUid = null });
    }
}
