using System.Net.Sockets;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>What a real scheduler, kubelet and container runtime say, and what the API makes of it.</summary>
public sealed class On_a_real_node_containers_fail : IDisposable
{
    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["KUBECONFIG"] = OnARealNodeAttribute.Kubeconfig ?? "",
        ["Lifecycle__ProvisioningTimeout"] = "00:00:20",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Lifecycle__Observer__UnschedulableGrace"] = "00:00:02",
        ["Lifecycle__Observer__UnknownRegistryGrace"] = "00:00:05",
        ["Quota__PerServiceOwner"] = "1000",
        ["Images__Allowed"] = "*",
    };

    // What the namespace allows stays as it is for the runs after this one.
    private static readonly Dictionary<string, string> SmallDisk = new()
    {
        ["Workload__DiskLimit"] = "20Mi",
        ["Workload__DiskRequest"] = "1Mi",
        ["Isolation__MaxDisk"] = "1Gi",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly FailureBook _book = new();
    private readonly StubRegistry _registry = new();

    [OnARealNode]
    public async Task The_answer_says_why_and_what_to_do()
    {
        await FailAsync([.. SmallDisk], async (client, kubernetes) =>
        {
            var victim = await client.CreateAsync("victim");
            var crash = await client.CreateAsync("crash", "crasher:latest");
            await Task.WhenAll(
                _book.WriteAsync(client, "crash", crash),
                _book.WriteAsync(client, "no such image", await client.CreateAsync("no-such-image", "nginx:no-such-image")),
                _book.WriteAsync(client, "never ready", await client.CreateAsync("never-ready", port: 81)),
                _book.WriteAsync(client, "ends by itself", await client.CreateAsync("done", "busybox:latest")),
                PullAsync(client, "out of memory", "hog"),
                FillItsDiskAsync(client, kubernetes),
                PullAsync(client, "no such program", "lost"),
                PullAsync(client, "no program", "empty"),
                PullAsync(client, "another platform", "foreign"),
                PullAsync(client, "no access", "private"),
                PullAsync(client, "no such repository", "unheard-of"),
                DeleteBehindItsBackAsync(client, kubernetes, victim));
            (await client.LogsAsync(crash)).ShouldNotBeNullOrWhiteSpace(); // the last lines are there when the pod is not
            await KeepPodsOutAsync(client, kubernetes);
        });
        await FailAsync(
            [new("Workload__CpuRequest", "64"), new("Workload__CpuLimit", "64"), new("Isolation__Quota__RequestsCpu", "1000"), new("Isolation__Quota__LimitsCpu", "1000")],
            async (client, _) => await _book.WriteAsync(client, "more cpu than any node has", await client.CreateAsync("large")));
        await FailAsync(
            [new("Workload__MemoryRequest", "1Ti"), new("Workload__MemoryLimit", "1Ti"), new("Isolation__Quota__RequestsMemory", "8Ti"), new("Isolation__Quota__LimitsMemory", "8Ti")],
            async (client, _) => await _book.WriteAsync(client, "more memory than any node has", await client.CreateAsync("large")));

        _book.ShouldMatch("failures-on-a-real-node.txt");
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    private async Task FailAsync(KeyValuePair<string, string>[] settings, Func<SproutClient, KubernetesClient, Task> fail)
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string>([.. Impatient, .. settings]));
        using var client = sprout.Client();
        using var kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(OnARealNodeAttribute.Kubeconfig!));
        await fail(client, kubernetes);
        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);
    }

    private async Task PullAsync(SproutClient client, string what, string image) => await _book.WriteAsync(client, what, await client.CreateAsync(image, _registry.ImageOf(image)));

    private async Task FillItsDiskAsync(SproutClient client, KubernetesClient kubernetes)
    {
        var filler = await client.CreateAsync("filler", _registry.ImageOf("filler"));
        await client.WaitUntilAsync(filler, "running");
        var address = (await kubernetes.ReadAsync<V1Pod>($"c-{filler}", "sprout"))!.Status!.PodIP!;
        await Eventually.HoldsAsync("it was told to write", () => TellAsync(address));
        await _book.WriteAsync(client, "more on its disk than it may", filler);
    }

    // Its page is there a moment before it listens for this.
    private static async Task<bool> TellAsync(string address)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(address, StubRegistry.FillerPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task KeepPodsOutAsync(SproutClient client, KubernetesClient kubernetes)
    {
        var node = (await kubernetes.ListAsync<V1Node>()).Items.Single();
        await TaintAsync(kubernetes, node.Metadata.Name!, [new() { Key = "keep", Value = "out", Effect = "NoSchedule" }]);
        try
        {
            await _book.WriteAsync(client, "tainted node", await client.CreateAsync("kept-out"));
        }
        finally
        {
            await TaintAsync(kubernetes, node.Metadata.Name!, null);
        }
    }

    private static Task TaintAsync(KubernetesClient kubernetes, string node, IReadOnlyList<V1Taint>? taints) =>
        kubernetes.ApplyAsync(new V1Node { Metadata = new() { Name = node }, Spec = new() { Taints = taints } }, "spec");

    private async Task DeleteBehindItsBackAsync(SproutClient client, KubernetesClient kubernetes, Guid victim)
    {
        await client.WaitUntilAsync(victim, "running");
        (await kubernetes.DeleteAsync<V1Pod>($"c-{victim}", "sprout")).ShouldBeTrue();
        await _book.WriteAsync(client, "deleted by somebody else", victim);
    }
}
