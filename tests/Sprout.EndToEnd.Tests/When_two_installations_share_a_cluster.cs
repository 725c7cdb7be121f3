using Sprout.ClusterSimulator;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.EndToEnd.Tests;

/// <summary>Two installations, each with its own Redis, in one namespace: one loses its data while everything runs.</summary>
public sealed class When_two_installations_share_a_cluster : IDisposable
{
    // With the waits of production, what is wrong would be done after the test.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:00.3",
        ["Lifecycle__Observer__RenewInterval"] = "00:00:00.5",
        ["Lifecycle__Observer__RetryDelay"] = "00:00:00.1",
    };

    private readonly TemporaryFolder _ours = new();
    private readonly TemporaryFolder _theirs = new();

    [Fact]
    public async Task A_simulators_pods_outlive_the_Redis_of_one()
    {
        await using var cluster = await ClusterSimulator.ClusterSimulator.StartAsync(new ClusterSimulatorOptions());
        await ShareAsync(cluster.KubeconfigPath);
    }

    [OnAGivenCluster]
    public Task A_given_clusters_pods_outlive_the_Redis_of_one() => ShareAsync(OnAGivenClusterAttribute.Kubeconfig!);

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    private async Task ShareAsync(string kubeconfig)
    {
        var both = await Task.WhenAll(((TemporaryFolder[])[_ours, _theirs]).Select(folder =>
            SproutProcess.UpAsync(folder.Path, ["--cluster"], new Dictionary<string, string>(Settings) { ["KUBECONFIG"] = kubeconfig })));
        await using var ours = both[0];
        await using var theirs = both[1];
        using var us = ours.Client();
        using var them = theirs.Client();
        var (our, their) = (new WhatIsLeft(ours, kubeconfig), new WhatIsLeft(theirs, kubeconfig));
        var made = await Task.WhenAll(us.RunAsync("lost"), them.RunAsync("kept"));
        var (lost, kept) = (made[0], made[1]);
        var (lostPod, keptPod) = (await our.PodOfAsync(lost), await their.PodOfAsync(kept));

        await using (var redis = await our.ConnectAsync())
            await redis.GetDatabase().ExecuteAsync("FLUSHALL", [], default);

        // What either would wrongly have deleted was asked for before these are.
        var next = await Task.WhenAll(us.RunAsync("anew"), them.RunAsync("another"));
        await Task.WhenAll(EndAsync(us, next[0]), EndAsync(them, next[1]));
        RequireSame(await our.PodOfAsync(lost), lostPod);
        RequireSame(await their.PodOfAsync(kept), keptPod);
        (await them.GetAsync(kept)).GetProperty("status").GetString().ShouldBe("running");
        (await their.StoryOfAsync(kept)).ShouldBe(["container.created", "container.running"]);
        (await our.StoryOfAsync(next[0])).ShouldBe(["container.created", "container.running", "container.deleting", "container.deleted"]);

        await EndAsync(them, kept);
        using var cluster = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        await cluster.DeleteAsync<V1Pod>(lostPod.Metadata.Name!, lostPod.Metadata.Namespace!);
    }

    private static async Task EndAsync(SproutClient client, Guid id)
    {
        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
    }

    // Nobody deleted it, and nobody made it their own.
    private static void RequireSame(V1Pod now, V1Pod before)
    {
        now.Metadata.Uid.ShouldBe(before.Metadata.Uid);
        now.Metadata.DeletionTimestamp.ShouldBeNull();
        now.Metadata.Labels.ShouldBe(before.Metadata.Labels);
    }
}
