using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>The journey on the cluster that <c>SPROUT_TEST_KUBECONFIG</c> names; what its nodes run need not answer HTTP.</summary>
public sealed class On_a_given_cluster : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [OnAGivenCluster]
    public async Task A_container_goes_from_pending_through_running_to_nothing()
    {
        var kubeconfig = OnAGivenClusterAttribute.Kubeconfig!;
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig });
        using var client = sprout.Client();
        var left = new WhatIsLeft(sprout, kubeconfig);

        var id = await client.CreateAsync("hello");
        await client.WaitUntilAsync(id, "running");
        (await left.ObjectsOfAsync(id)).ShouldBe((1, 1, 1));

        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
        await Eventually.HoldsAsync("no object of Sprout's", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.StoryOfAsync(id)).ShouldBe(["container.created", "container.running", "container.deleting", "container.deleted"]);
    }

    [OnAGivenCluster]
    public async Task Killed_on_the_way_it_goes_on_as_promised()
    {
        // At once: it is the cluster's nodes that take their time, and each is an installation of its own.
        await Parallel.ForEachAsync((string[])["after-kube:POST:pods#1", "before-publish:PodProvisioned#1", "after-kube:DELETE:pods#1"], async (point, _) =>
        {
            using var folder = new TemporaryFolder();
            var run = new CrashRun(folder.Path, OnAGivenClusterAttribute.Kubeconfig);

            (await run.CrashAtAsync(point)).ShouldBeTrue(point);

            await run.RecoverAsync();
        });
    }

    public void Dispose() => _folder.Dispose();
}
