using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

public sealed class When_the_cluster_says_something_of_a_pod
{
    [Theory]
    [OnEveryCluster]
    public async Task A_ready_pod_makes_its_container_run(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        await using var observer = new ObserverRun(host);
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));

        var pod = await Pods.CreateAsync(sandbox, host, id);
        await host.PublishAsync(Requests.Applied(id, pod.Metadata.Uid!));

        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Running)).ShouldBeTrue();
        (await host.DocumentAsync(id)).PodUid.ShouldBe(pod.Metadata.Uid);
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_pod_whose_image_cannot_be_pulled_makes_it_fail_with_a_hint(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        await using var observer = new ObserverRun(host);
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));

        await Pods.CreateAsync(sandbox, host, id, "does-not-exist:latest", played: "imagepull");
        // A played node does not say what the pull failed for, which is waited for; clusters have clocks of their own.
        await Eventually.HoldsAsync("its trouble is seen", () => host.Get<PodCache>().Find(id)?.Signal.Kind == PodSignalKind.Failing);
        host.Clock.Advance(DateTimeOffset.UtcNow + host.Get<ObserverOptions>().PullGrace - host.Clock.GetUtcNow());

        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Failed)).ShouldBeTrue();
        var failure = (await host.DocumentAsync(id)).Failure.ShouldNotBeNull();
        (failure.Phase, failure.Reason).ShouldBe((nameof(FailurePhase.Pulling), nameof(FailureReason.ImagePullFailed)));
        failure.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_pod_deleted_behind_our_back_makes_its_container_fail(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        await using var observer = new ObserverRun(host);
        var id = await RunningAsync(sandbox, host);

        await sandbox.Client.DeleteAsync<V1Pod>($"c-{id:D}", sandbox.Namespace);

        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Failed)).ShouldBeTrue();
        (await host.DocumentAsync(id)).Failure!.Reason.ShouldBe(nameof(FailureReason.DeletedExternally));
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_happened_while_nobody_looked_is_told_afterwards(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        Guid id;
        await using (new ObserverRun(host))
            id = await RunningAsync(sandbox, host);
        host.Get<PodCache>().Clear();
        var list = await sandbox.Client.ListAsync<V1Pod>(sandbox.Namespace);
        await sandbox.Client.DeleteAsync<V1Pod>($"c-{id:D}", sandbox.Namespace);
        await sandbox.FirstEventAsync<V1Pod>(list.Metadata.ResourceVersion!, change => change.Type == Kubernetes.WatchEventType.Deleted);

        await using var observer = new ObserverRun(host);

        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Failed)).ShouldBeTrue();
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_pod_without_a_container_is_deleted(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        var id = Guid.NewGuid();
        await Pods.CreateAsync(sandbox, host, id, "never-ready:latest", played: "pending");

        await using var observer = new ObserverRun(host);

        (await host.Harness.Sent.Any<DeletePod>(sent => sent.Context.Message.ContainerId == id)).ShouldBeTrue();
    }

    [Theory]
    [OnEveryCluster]
    public async Task Another_installations_pod_is_left_alone(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var ours = await LifecycleHost.StartAsync(sandbox);
        await using var theirs = await LifecycleHost.StartAsync(sandbox);
        var (foreign, orphan) = (Guid.NewGuid(), Guid.NewGuid());
        await Pods.CreateAsync(sandbox, theirs, foreign);
        await Pods.CreateAsync(sandbox, ours, orphan);

        await using var observer = new ObserverRun(ours);

        (await ours.Harness.Sent.Any<DeletePod>(sent => sent.Context.Message.ContainerId == orphan)).ShouldBeTrue();
        ours.Sent<DeletePod>(command => command.ContainerId == foreign).ShouldBe(0);
        ours.Get<PodCache>().Find(foreign).ShouldBeNull();
    }

    private static async Task<Guid> RunningAsync(Sandbox sandbox, LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var pod = await Pods.CreateAsync(sandbox, host, id);
        await host.PublishAsync(Requests.Applied(id, pod.Metadata.Uid!));
        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Running)).ShouldBeTrue();
        (await host.DocumentAsync(id)).CurrentState.ShouldBe(ContainerStates.Running);
        return id;
    }
}
