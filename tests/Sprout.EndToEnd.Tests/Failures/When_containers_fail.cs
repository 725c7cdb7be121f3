using Sprout.ClusterSimulator;
using Sprout.Kubernetes;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.EndToEnd.Tests.Failures;

/// <summary>Everything that goes wrong in a cluster, and what the API says of it then.</summary>
public sealed class When_containers_fail : IAsyncLifetime
{
    private const string Namespace = "sprout";

    // What each failure deserves in production would take a test minutes.
    internal static readonly Dictionary<string, string> Impatient = new()
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
        "never-ready", "crash", "crash-after-ready", "completes", "oom", "oom-after-ready", "evict", "disk-full", "preempt", "node-lost",
    ];

    private readonly TemporaryFolder _folder = new();
    private Simulator _cluster = null!;
    private KubernetesClient _kubernetes = null!;
    private SproutProcess _sprout = null!;
    private SproutClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        // On a busy machine too, what fails at once has all its objects by then, and what fails after it ran is seen running first.
        _cluster = await Simulator.StartAsync(new ClusterSimulatorOptions { Schedule = TimeSpan.FromSeconds(0.5), Lifetime = TimeSpan.FromSeconds(2) });
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
        (await _client.LogsAsync(await FirstFailedAsync("crash"))).ShouldContain("EADDRINUSE"); // its other lines are there when the pod is not
        await _client.WaitUntilAsync(await _client.CreateAsync("again"), "running"); // and it can be created again
    }

    [Fact]
    public async Task What_the_cluster_refuses_or_takes_away_is_told_too()
    {
        await new FailuresOfClusters(_client, _kubernetes, Namespace, () => _cluster.DisposeAsync().AsTask()).ProvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sprout.DisposeAsync();
        _kubernetes.Dispose();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<Guid> FirstFailedAsync(string name) =>
        (await _client.ReadAsync("containers?status=failed&limit=100")).GetProperty("items").EnumerateArray().First(container => container.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();
}
