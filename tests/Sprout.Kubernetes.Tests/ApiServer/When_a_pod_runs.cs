using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_a_pod_runs
{
    [Theory]
    [OnEveryCluster]
    public async Task A_watch_sees_it_become_ready_with_an_address(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var created = await sandbox.CreatePodAsync(new V1Pod
        {
            Metadata = sandbox.Meta("web"),
            Spec = new V1PodSpec { AutomountServiceAccountToken = false, Containers = [new V1Container { Name = "main", Image = "nginx:1.27" }] },
        });

        var ready = await sandbox.FirstEventAsync<V1Pod>(created.Metadata.ResourceVersion!, e => e.Object.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true);

        ready.Object.Status!.Phase.ShouldBe("Running");
        ready.Object.Status.PodIP.ShouldNotBeNullOrEmpty();
        ready.Object.Status.ContainerStatuses!.ShouldHaveSingleItem().State!.Running!.StartedAt.ShouldNotBeNull();
        ready.Object.Spec!.NodeName.ShouldNotBeNullOrEmpty();
    }
}
