using Sprout.ClusterSimulator;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>Somebody deletes in the cluster what leads to a container: it runs on, and is reached again.</summary>
public sealed class When_a_service_or_ingress_is_deleted : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_simulators_container_is_reached_again()
    {
        await using var cluster = await ClusterSimulator.ClusterSimulator.StartAsync(new ClusterSimulatorOptions());
        await BeReachedAgainAsync(cluster.KubeconfigPath);
    }

    [OnAGivenCluster]
    public Task A_given_clusters_container_is_reached_again() => BeReachedAgainAsync(OnAGivenClusterAttribute.Kubeconfig!);

    public void Dispose() => _folder.Dispose();

    private async Task BeReachedAgainAsync(string kubeconfig)
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig, ["Lifecycle__Observer__ExposureInterval"] = "00:00:01" });
        using var client = sprout.Client();
        using var kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var id = await client.RunAsync("reached");
        var left = new WhatIsLeft(sprout, kubeconfig);
        var pod = await left.PodOfAsync(id);

        (await kubernetes.DeleteAsync<V1Service>($"c-{id}", "sprout")).ShouldBeTrue();
        (await kubernetes.DeleteAsync<V1Ingress>($"c-{id}", "sprout")).ShouldBeTrue();

        // Of one that has only just begun to run nothing is missed yet.
        var service = await Eventually.GetAsync("the service is there again", () => kubernetes.ReadAsync<V1Service>($"c-{id}", "sprout"), TimeSpan.FromMinutes(1));
        var ingress = await Eventually.GetAsync("the ingress is there again", () => kubernetes.ReadAsync<V1Ingress>($"c-{id}", "sprout"), TimeSpan.FromMinutes(1));
        service.Metadata.OwnerReferences!.Single().Uid.ShouldBe(pod.Metadata.Uid);
        ingress.Metadata.OwnerReferences!.Single().Uid.ShouldBe(pod.Metadata.Uid);
        (await left.PodOfAsync(id)).Metadata.Uid.ShouldBe(pod.Metadata.Uid);
        (await left.StoryOfAsync(id)).ShouldBe(["container.created", "container.running"]);

        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
        await Eventually.HoldsAsync("nothing is left", async () => await left.ObjectsOfAsync() == (0, 0, 0), TimeSpan.FromMinutes(1));
    }
}
