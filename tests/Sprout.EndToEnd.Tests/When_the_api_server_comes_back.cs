using System.Text.Json;
using Sprout.ClusterSimulator;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>The API server is away for a while, in which people ask for things and the cluster goes on without it.</summary>
public sealed class When_the_api_server_comes_back : IDisposable
{
    private static readonly string[] OfOneThatRuns = ["container.created", "container.running"];

    // With the waits of production it would take a test half a minute to notice, and as long again.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Lifecycle__Observer__RetryDelay"] = "00:00:00.2",
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_simulators_containers_go_on_as_asked()
    {
        await using var cluster = await ClusterSimulator.ClusterSimulator.StartAsync(new ClusterSimulatorOptions());
        await GoOnAsync(cluster.KubeconfigPath);
    }

    [OnAGivenCluster]
    public Task A_given_clusters_containers_go_on_as_asked() => GoOnAsync(OnAGivenClusterAttribute.Kubeconfig!);

    public void Dispose() => _folder.Dispose();

    private async Task GoOnAsync(string kubeconfig)
    {
        await using var cluster = new GatedCluster(kubeconfig, _folder.Path);
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string>(Settings) { ["KUBECONFIG"] = cluster.Kubeconfig });
        using var client = sprout.Client();
        using var kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var left = new WhatIsLeft(sprout, kubeconfig);
        var made = await Task.WhenAll(client.RunAsync("stays"), client.RunAsync("ends"), client.RunAsync("is-taken"));
        var (stays, ends, isTaken) = (made[0], made[1], made[2]);
        var pod = await left.PodOfAsync(stays);

        cluster.Gate.Shut();
        var asked = await client.CreateAsync("asked");
        await client.DeleteAsync(ends);
        await kubernetes.DeleteAsync<V1Pod>($"c-{isTaken}", "sprout");
        await Eventually.HoldsAsync("it is told what is waited for", async () => (await client.GetAsync(asked)).GetProperty("waiting_for").ValueKind == JsonValueKind.Object, TimeSpan.FromMinutes(1));
        (await client.GetAsync(stays)).GetProperty("status").GetString().ShouldBe("running");
        cluster.Gate.Open();

        await client.WaitUntilAsync(asked, "running");
        await client.WaitUntilAsync(ends, "deleted");
        (await client.WaitUntilAsync(isTaken, "failed")).GetProperty("failure").GetProperty("reason").GetString().ShouldBe("deleted_externally");
        (await left.PodOfAsync(stays)).Metadata.Uid.ShouldBe(pod.Metadata.Uid);
        (await left.StoryOfAsync(stays)).ShouldBe(OfOneThatRuns);
        (await left.StoryOfAsync(asked)).ShouldBe(OfOneThatRuns);
        (await left.StoryOfAsync(ends)).ShouldBe([.. OfOneThatRuns, "container.deleting", "container.deleted"]);

        foreach (var id in (Guid[])[stays, asked, isTaken])
            await client.DeleteAsync(id);
        await Eventually.HoldsAsync("nothing is left, in the cluster and in queues", async () => await left.ObjectsOfAsync() == (0, 0, 0) && (await left.MessagesAsync()).Count == 0, TimeSpan.FromMinutes(1));
    }
}
