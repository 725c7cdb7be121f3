using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_pod_is_to_be_provisioned
{
    [Theory]
    [OnEveryCluster]
    public async Task Pod_service_and_ingress_exist_and_the_pod_owns_the_others(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();

        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);

        var name = ContainerManifests.NameOf(id);
        var pod = (await host.Kubernetes.ReadAsync<V1Pod>(name, host.Sandbox.Namespace)).ShouldNotBeNull();
        var service = (await host.Kubernetes.ReadAsync<V1Service>(name, host.Sandbox.Namespace)).ShouldNotBeNull();
        var ingress = (await host.Kubernetes.ReadAsync<V1Ingress>(name, host.Sandbox.Namespace)).ShouldNotBeNull();
        service.Metadata.OwnerReferences!.Single().Uid.ShouldBe(pod.Metadata.Uid);
        ingress.Metadata.OwnerReferences!.Single().Uid.ShouldBe(pod.Metadata.Uid);
        pod.Metadata.Labels![ContainerManifests.ContainerLabel].ShouldBe(id.ToString("D"));
    }

    [Theory]
    [OnEveryCluster]
    public async Task That_all_of_it_exists_is_told_with_the_pods_uid(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();

        await host.SendAsync(Queues.ProvisionPod, Commands.Provision(id));

        var applied = await host.Applications.NextAsync();
        var ingress = await host.Kubernetes.ReadAsync<V1Ingress>(ContainerManifests.NameOf(id), host.Sandbox.Namespace);
        ingress!.Metadata.OwnerReferences!.Single().Uid.ShouldBe(applied.PodUid);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Doing_it_again_changes_nothing(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();
        var name = ContainerManifests.NameOf(id);
        await host.Objects.ApplyAsync(Commands.Provision(id, environment: [("A", "1")]), CancellationToken.None);
        var before = await VersionsAsync();

        await host.Objects.ApplyAsync(Commands.Provision(id, environment: [("A", "1")]), CancellationToken.None);

        (await VersionsAsync()).ShouldBe(before);

        // The pod's own version moves with its status, so its UID stands for it.
        async Task<string?[]> VersionsAsync() =>
        [
            (await host.Kubernetes.ReadAsync<V1Pod>(name, host.Sandbox.Namespace))!.Metadata.Uid,
            (await host.Kubernetes.ReadAsync<V1Service>(name, host.Sandbox.Namespace))!.Metadata.ResourceVersion,
            (await host.Kubernetes.ReadAsync<V1Ingress>(name, host.Sandbox.Namespace))!.Metadata.ResourceVersion,
        ];
    }

    [Theory]
    [OnEveryCluster]
    public async Task Doing_it_again_is_no_matter_of_a_quota_that_is_full_by_then(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();
        var uid = await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);
        await host.Sandbox.LimitPodsAsync(1);

        (await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None)).ShouldBe(uid);
    }

    [Fact]
    public async Task Doing_it_again_needs_no_leave_to_read_services_and_ingresses()
    {
        var interference = new ApiInterference
        {
            Answer = request => request.Method == HttpMethod.Get && !request.RequestUri!.AbsolutePath.Contains("/pods/", StringComparison.Ordinal)
                ? ApiInterference.Refusal(403, "services is forbidden: User \"system:serviceaccount:sprout-system:provisioner\" cannot get resource")
                : null,
        };
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);
        var id = Guid.NewGuid();
        var uid = await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);

        (await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None)).ShouldBe(uid);
    }

    [Fact]
    public async Task A_pod_that_may_not_be_looked_at_is_waited_for()
    {
        var interference = new ApiInterference { Answer = request => request.Method == HttpMethod.Get ? ApiInterference.Refusal(403, "pods is forbidden: cannot get resource") : null };
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);
        var id = Guid.NewGuid();
        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);

        await host.ConsumeAsync(Queues.ProvisionPod, Commands.Provision(id));

        (await host.Obstacles.NextAsync()).Obstacle!.Reason.ShouldBe(FailureReason.ClusterUnavailable);
    }

    [Fact]
    public async Task What_somebody_changed_is_as_it_was_when_it_is_to_be_applied_again()
    {
        var interference = new ApiInterference();
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);
        var (id, space) = (Guid.NewGuid(), host.Sandbox.Namespace);
        var name = ContainerManifests.NameOf(id);
        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);
        var service = (await host.Kubernetes.ReadAsync<V1Service>(name, space))!;
        await host.Kubernetes.ReplaceAsync(service with { Spec = service.Spec! with { Selector = new Dictionary<string, string> { [ContainerManifests.ContainerLabel] = "another" } } });
        var before = interference.Calls.Count;

        await host.Objects.ApplyAsync(Commands.Provision(id) with { AppliesAgain = true }, CancellationToken.None);

        (await host.Kubernetes.ReadAsync<V1Service>(name, space))!.Spec!.Selector![ContainerManifests.ContainerLabel].ShouldBe(id.ToString("D"));
        interference.Calls.Skip(before).Select(call => call.Split(' ')[0]).ShouldBe(["GET", "PATCH", "PATCH"]);
    }

    [Fact]
    public async Task A_pod_that_has_gone_is_not_made_when_the_others_are_to_be_applied_again()
    {
        var interference = new ApiInterference();
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);

        await host.ConsumeAsync(Queues.ProvisionPod, Commands.Provision(Guid.NewGuid()) with { AppliesAgain = true });

        interference.Calls.Select(call => call.Split(' ')[0]).ShouldBe(["GET"]);
        host.Faults.ShouldBeEmpty();
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_pod_made_with_other_settings_is_as_good(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();
        await host.Objects.ApplyAsync(Commands.Provision(id, port: 80), CancellationToken.None);

        await host.Objects.ApplyAsync(Commands.Provision(id, port: 81), CancellationToken.None);

        var pod = await host.Kubernetes.ReadAsync<V1Pod>(ContainerManifests.NameOf(id), host.Sandbox.Namespace);
        pod!.Spec!.Containers![0].Ports![0].ContainerPort.ShouldBe(80);
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_the_api_refuses_for_good_is_told_at_once(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();

        await host.SendAsync(Queues.ProvisionPod, Commands.Provision(id, port: 70_000));

        var failed = await host.Failures.NextAsync();
        failed.ContainerId.ShouldBe(id);
        failed.Failure.Reason.ShouldBe(FailureReason.Rejected);
        failed.Failure.Phase.ShouldBe(FailurePhase.Applying);
        failed.Failure.Message.ShouldContain("containerPort");
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_namespace_that_is_being_deleted_is_waited_for(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var (id, space) = (Guid.NewGuid(), host.Sandbox.Namespace);
        var lease = host.Sandbox.Lease("keeps-it");
        await host.Kubernetes.CreateAsync(lease with { Metadata = lease.Metadata with { Finalizers = ["sprout.dev/spec"] } }, Sandbox.Token);
        await host.Kubernetes.DeleteAsync<V1Namespace>(space, cancellationToken: Sandbox.Token);

        await host.SendAsync(Queues.ProvisionPod, Commands.Provision(id));

        (await host.Obstacles.NextAsync()).Obstacle!.Message.ShouldBe("The cluster's namespace for containers is being deleted.");
        var left = await host.Kubernetes.ReadAsync<V1Lease>("keeps-it", space, Sandbox.Token);
        await host.Kubernetes.ReplaceAsync(left! with { Metadata = left.Metadata with { Finalizers = null } }, Sandbox.Token);
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_used_up_quota_of_the_namespace_is_waited_for(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        await host.Sandbox.LimitPodsAsync(0);
        var id = Guid.NewGuid();

        await host.SendAsync(Queues.ProvisionPod, Commands.Provision(id));

        var progress = await host.Obstacles.NextAsync();
        (progress.ContainerId, progress.PodUid).ShouldBe((id, null));
        progress.Obstacle!.Reason.ShouldBe(FailureReason.ClusterQuotaExceeded);
        progress.Obstacle.Message.ShouldStartWith("The cluster has no room for another container: exceeded quota: limit, requested: pods=1");
    }
}
