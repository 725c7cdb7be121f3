using Sprout.Contracts;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

public sealed class When_two_installations_share_a_cluster
{
    [Theory]
    [OnEveryCluster]
    public async Task One_that_loses_its_Redis_touches_no_pod_of_either(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var ours = await LifecycleHost.StartAsync(sandbox);
        await using var theirs = await LifecycleHost.StartAsync(sandbox);
        await using var their = new ObserverRun(theirs);
        Guid kept, lost;
        await using (new ObserverRun(ours))
        {
            (kept, lost) = (await RunningAsync(sandbox, theirs), await RunningAsync(sandbox, ours));
        }

        var before = await UidsAsync(sandbox);
        await ours.Database.ExecuteAsync("FLUSHALL", []);
        ours.Get<PodCache>().Clear();
        await using var our = new ObserverRun(ours);
        await Eventually.HoldsAsync("it watches again", () => ours.Get<PodCache>().IsFilled);
        (await ours.Get<ClusterSweep>().RunOnceAsync(Sandbox.Token)).ShouldBe(0);
        (await theirs.Get<ClusterSweep>().RunOnceAsync(Sandbox.Token)).ShouldBe(0);

        // Both go on with what is theirs now, and by then would have told of anything else.
        var (next, another) = (await RunningAsync(sandbox, ours), await RunningAsync(sandbox, theirs));
        foreach (var (host, others) in ((LifecycleHost, Guid[])[])[(ours, [kept, lost, another]), (theirs, [lost, next])])
        {
            host.Get<PodCache>().Pods.ShouldNotContain(pod => others.Contains(pod.ContainerId));
            host.Sent<DeletePod>(_ => true).ShouldBe(0);
        }

        (await theirs.DocumentAsync(kept)).CurrentState.ShouldBe(ContainerStates.Running);
        var after = await UidsAsync(sandbox);
        before.ShouldAllBe(pod => after.GetValueOrDefault(pod.Key) == pod.Value, "the same pods as before");
    }

    private static async Task<Dictionary<string, string>> UidsAsync(Sandbox sandbox) =>
        (await sandbox.Client.ListAsync<V1Pod>(sandbox.Namespace)).Items
            .Where(pod => pod.Metadata.DeletionTimestamp is null).ToDictionary(pod => pod.Metadata.Name!, pod => pod.Metadata.Uid!);

    private static async Task<Guid> RunningAsync(Sandbox sandbox, LifecycleHost host)
    {
        var id = Guid.NewGuid();
        await host.AskAsync(Requests.Create(id));
        var pod = await Pods.CreateAsync(sandbox, host, id);
        await host.PublishAsync(Requests.Applied(id, pod.Metadata.Uid!));
        (await host.Harness.Published.Any<ContainerStateChanged>(told => told.Context.Message.ContainerId == id && told.Context.Message.Status == ContainerStatus.Running)).ShouldBeTrue();
        return id;
    }
}
