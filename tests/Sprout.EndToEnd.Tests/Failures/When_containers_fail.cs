using Sprout.ClusterSimulator;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>Everything that goes wrong in a cluster, and what the API says of it then.</summary>
public sealed class When_containers_fail : IAsyncLifetime
{
    private const string Namespace = "sprout";

    // What each failure deserves in production would take a test minutes.
    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["Lifecycle__ProvisioningTimeout"] = "00:00:09",
        ["Lifecycle__QuotaPatience"] = "00:00:01",
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__KeeperInterval"] = "00:00:00.2",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Lifecycle__Observer__PullGrace"] = "00:00:06",
        ["Lifecycle__Observer__UnschedulableGrace"] = "00:00:02",
        ["Lifecycle__Observer__ConfigurationGrace"] = "00:00:01",
        ["Lifecycle__Observer__CreationGrace"] = "00:00:01",
        ["Lifecycle__Observer__CrashGrace"] = "00:00:02",
        ["Lifecycle__Observer__TerminationGrace"] = "00:00:01",
        ["Quota__PerServiceOwner"] = "1000",
        ["Isolation__Interval"] = "00:10:00",
    };

    private static readonly string[] FailingImages =
    [
        "does-not-exist", "no-access", "wrong-platform", "pull-throttled", "registry-away", "bad-name",
        "config-missing", "runs-as-root", "no-command", "command-missing",
        "unschedulable", "unschedulable-cpu", "unschedulable-memory", "unschedulable-taint",
        "never-ready", "crash", "crash-after-ready", "completes", "oom", "oom-after-ready", "evict", "preempt", "node-lost",
    ];

    private readonly TemporaryFolder _folder = new();
    private Simulator _cluster = null!;
    private KubernetesClient _kubernetes = null!;
    private SproutProcess _sprout = null!;
    private SproutClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        // What fails after it ran is to be seen running first, on a busy machine too.
        _cluster = await Simulator.StartAsync(new ClusterSimulatorOptions { Lifetime = TimeSpan.FromSeconds(2) });
        _kubernetes = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(_cluster.KubeconfigPath));
        _sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string>(Impatient) { ["KUBECONFIG"] = _cluster.KubeconfigPath });
        _client = _sprout.Client();
    }

    [Fact]
    public async Task The_answer_says_why_and_what_to_do()
    {
        var book = new FailureBook();
        var returning = await _client.CreateAsync("returns", "nginx:registry-returns");

        await Task.WhenAll(FailingImages.Select(async image => await book.WriteAsync(_client, image, await _client.CreateAsync(image, $"nginx:{image}"))));

        book.ShouldMatch("failures-of-images.txt");
        await _client.WaitUntilAsync(returning, "running"); // what passes is waited for
        (await _client.LogsAsync(await FirstFailedAsync("crash"))).ShouldContain("EADDRINUSE"); // the last lines are there when the pod is not
        await _client.WaitUntilAsync(await _client.CreateAsync("again"), "running"); // and it can be created again
    }

    [Fact]
    public async Task What_the_cluster_refuses_or_takes_away_is_told_too()
    {
        var book = new FailureBook();
        var victim = await _client.CreateAsync("victim");
        await _client.WaitUntilAsync(victim, "running");

        (await _kubernetes.DeleteAsync<V1Pod>($"c-{victim}", Namespace)).ShouldBeTrue();
        await book.WriteAsync(_client, "deleted by somebody else", victim);

        await _kubernetes.CreateAsync(new V1LimitRange
        {
            Metadata = new() { Name = "tight", Namespace = Namespace },
            Spec = new() { Limits = [new() { Type = "Container", Max = new Dictionary<string, string> { ["cpu"] = "1m" } }] },
        });
        await book.WriteAsync(_client, "refused by admission", await _client.CreateAsync("refused"));
        await _kubernetes.DeleteAsync<V1LimitRange>("tight", Namespace);

        await _kubernetes.CreateAsync(new V1ResourceQuota
        {
            Metadata = new() { Name = "full", Namespace = Namespace },
            Spec = new() { Hard = new Dictionary<string, string> { ["pods"] = "0" } },
        });
        await book.WriteAsync(_client, "quota of the cluster", await _client.CreateAsync("crowded"));
        await _kubernetes.DeleteAsync<V1ResourceQuota>("full", Namespace);

        await DeleteNamespaceForLongAsync();
        await book.WriteAsync(_client, "namespace terminating", await _client.CreateAsync("homeless"));

        await _cluster.DisposeAsync();
        await book.WriteAsync(_client, "API server away", await _client.CreateAsync("unheard"));

        book.ShouldMatch("failures-of-clusters.txt");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sprout.DisposeAsync();
        _kubernetes.Dispose();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    // Something in it that does not go keeps it from going.
    private async Task DeleteNamespaceForLongAsync()
    {
        await _kubernetes.CreateAsync(new V1NetworkPolicy { Metadata = new() { Name = "anchor", Namespace = Namespace, Finalizers = ["sprout.dev/test"] }, Spec = new() { PodSelector = new() } });
        await _kubernetes.DeleteAsync<V1Namespace>(Namespace);
    }

    private async Task<Guid> FirstFailedAsync(string name) =>
        (await _client.ReadAsync("containers?status=failed&limit=100")).GetProperty("items").EnumerateArray().First(container => container.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();
}
