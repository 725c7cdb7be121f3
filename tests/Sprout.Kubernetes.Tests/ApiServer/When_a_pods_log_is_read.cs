using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_a_pods_log_is_read
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryCluster]
    public async Task The_log_of_no_pod_is_a_404(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);

        var thrown = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.ReadPodLogAsync("nobody", sandbox.Namespace, cancellationToken: Token));

        thrown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        thrown.Status.Message.ShouldBe("pods \"nobody\" not found");
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_container_that_the_pod_has_not_is_a_400(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await ReadyAsync(sandbox);

        var thrown = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.ReadPodLogAsync("web", sandbox.Namespace, new PodLogOptions { Container = "other" }, Token));

        thrown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        thrown.Status.Message.ShouldBe("container other is not valid for pod web");
    }

    // Fake nodes have no logs, and a node's own words depend on its runtime: the rest is asked of the simulator only.
    [Fact]
    public async Task Its_lines_come()
    {
        await using var sandbox = await Sandbox.OnAsync("simulator");
        await ReadyAsync(sandbox);
        using var text = new StreamReader(await sandbox.Client.ReadPodLogAsync("web", sandbox.Namespace, new PodLogOptions { TailLines = 1 }, Token));

        (await text.ReadToEndAsync(Token)).ShouldBe("listening\n");
    }

    [Fact]
    public async Task A_run_that_never_was_has_none()
    {
        await using var sandbox = await Sandbox.OnAsync("simulator");
        await ReadyAsync(sandbox);

        var thrown = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.ReadPodLogAsync("web", sandbox.Namespace, new PodLogOptions { Previous = true }, Token));

        thrown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        thrown.Status.Message.ShouldBe("previous terminated container \"main\" in pod \"web\" not found");
    }

    [Fact]
    public async Task Following_it_ends_with_the_pod()
    {
        await using var sandbox = await Sandbox.OnAsync("simulator");
        await ReadyAsync(sandbox);
        using var text = new StreamReader(await sandbox.Client.ReadPodLogAsync("web", sandbox.Namespace, new PodLogOptions { Follow = true }, Token));
        (await text.ReadLineAsync(Token)).ShouldNotBeNull();

        await sandbox.Client.DeleteAsync<V1Pod>("web", sandbox.Namespace, new DeleteOptions { GracePeriodSeconds = 0 }, Token);

        (await text.ReadToEndAsync(Token)).ShouldContain("listening\n");
    }

    private static async Task ReadyAsync(Sandbox sandbox)
    {
        var created = await sandbox.CreatePodAsync(new V1Pod
        {
            Metadata = sandbox.Meta("web"),
            Spec = new V1PodSpec { AutomountServiceAccountToken = false, Containers = [new V1Container { Name = "main", Image = "nginx:1.27" }] },
        });
        await sandbox.FirstEventAsync<V1Pod>(created.Metadata.ResourceVersion!, e => e.Object.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true);
    }
}
