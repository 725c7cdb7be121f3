using System.Diagnostics;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>
/// A node of which nobody hears any more, as when its power fails: its kubelet is held up, whose id stands beside the kubeconfig (<c>pids/kubelet.pid</c>). For
/// <c>SPROUT_TEST_LONG=1</c>: a cluster does not believe it for 40 s. Alone, for nothing else can run there meanwhile.
/// </summary>
[Collection(nameof(On_a_real_node_that_stops))]
[CollectionDefinition(nameof(On_a_real_node_that_stops), DisableParallelization = true)]
public sealed class On_a_real_node_that_stops : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    [OnARealNode]
    public async Task Its_containers_are_lost_and_the_answer_says_so()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1" && File.Exists(KubeletId), "Takes a minute and a half, and a kubelet whose id is known.");
        var settings = new Dictionary<string, string>
        {
            ["KUBECONFIG"] = OnARealNodeAttribute.Kubeconfig!,
            ["Lifecycle__Observer__NodeGrace"] = "00:00:02",
            ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        };
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], settings);
        using var client = sprout.Client();
        using var kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(OnARealNodeAttribute.Kubeconfig!));
        var book = new FailureBook();
        var id = await client.RunAsync("lost");

        await SignalAsync("STOP");
        try
        {
            await Eventually.HoldsAsync("the cluster has noticed", async () => await ReadyAsync(kubernetes) != "True", Patience);
            await book.WriteAsync(client, "node lost", id);
        }
        finally
        {
            await SignalAsync("CONT");
            await Eventually.HoldsAsync("the node is back", async () => await ReadyAsync(kubernetes) == "True", Patience);
        }

        book.ShouldMatch("failures-of-a-real-node-that-stops.txt");
    }

    public void Dispose() => _folder.Dispose();

    private static string KubeletId => Path.Combine(Path.GetDirectoryName(OnARealNodeAttribute.Kubeconfig!)!, "pids", "kubelet.pid");

    private static async Task SignalAsync(string signal)
    {
        var id = (await File.ReadAllTextAsync(KubeletId)).Split(' ')[0];
        using var kill = Process.Start("kill", [$"-{signal}", id]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static async Task<string?> ReadyAsync(KubernetesClient kubernetes) =>
        (await kubernetes.ListAsync<V1Node>()).Items.Single().Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status;
}
