using System.Diagnostics;
using System.Globalization;
using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>Alone, for what others allocate meanwhile would be counted too. <c>SPROUT_TEST_LONG=1</c> makes as many as are promised.</summary>
[Collection(nameof(Alone))]
public sealed class When_there_are_many_pods(ITestOutputHelper output)
{
    private const int Few = 400;
    private const int Many = 10_000;
    private const long MostBytes = 500_000_000;
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static bool IsLong => Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1";

    // The managed objects alone, and a short history: what ten thousand take besides is seen by the one below.
    [Fact]
    public async Task Each_takes_less_than_50_kB_of_the_heap()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { HistoryLength = Few, Schedule = default, Pull = default, Start = default });
        await cluster.CreateNamespaceAsync();
        await CreateAndWaitAsync(cluster, "warm-up");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await EachAsync(Few, name => CreateAndWaitAsync(cluster, name));

        // The connections of four hundred watches that were left have buffers for a moment yet.
        await Eventually.HoldsAsync("they fit", () => (GC.GetTotalMemory(forceFullCollection: true) - before) / Few < MostBytes / Many);
    }

    // The second time its history is full, and what the first left behind would add up.
    [Fact(SkipUnless = nameof(IsLong), Skip = "SPROUT_TEST_LONG is not 1.")]
    public async Task Ten_thousand_fit_in_500_MB_and_so_do_those_that_follow_them()
    {
        await using var process = await SimulatorProcess.StartAsync();
        await using var cluster = TestCluster.At(process.BaseAddress);
        await cluster.CreateNamespaceAsync();
        var begun = Stopwatch.GetTimestamp();
        for (var round = 1; round <= 2; round++)
        {
            await EachAsync(Many, name => CreateAsync(cluster, name));
            await Eventually.HoldsAsync("all of them run", async () => await CountAsync(cluster, "pods", "status.phase!=Running") == 0, Patience);
            Note(process, begun, $"round {round}, {Many} run");
            process.ResidentBytes.ShouldBeLessThan(MostBytes);

            await EachAsync(Many, async name => (await cluster.DeleteAsync(cluster.Path("pods", name))).Code.ShouldBe(200));
            foreach (var plural in (string[])["pods", "services", "ingresses"])
            {
                await Eventually.HoldsAsync($"no {plural} are left", async () => await CountAsync(cluster, plural, $"metadata.namespace={cluster.Namespace}") == 0, Patience);
            }

            Note(process, begun, $"round {round}, all are gone");
        }
    }

    private static Task EachAsync(int count, Func<string, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, _) => await act(string.Create(CultureInfo.InvariantCulture, $"c-{number:x8}-0000-4000-8000-000000000000")));

    private static async Task<int> CountAsync(TestCluster cluster, string plural, string selector)
    {
        var page = (await cluster.GetAsync($"{cluster.Path(plural)}?limit=1&fieldSelector={selector}")).Body;
        return page["items"]!.AsArray().Count + (page["metadata"]!["remainingItemCount"]?.GetValue<int>() ?? 0);
    }

    private static async Task CreateAndWaitAsync(TestCluster cluster, string name)
    {
        await CreateAsync(cluster, name);
        await cluster.UntilAsync("pods", name, Samples.IsReady);
    }

    private static async Task CreateAsync(TestCluster cluster, string name)
    {
        var labels = $$"""{"app.kubernetes.io/managed-by":"sprout","app.kubernetes.io/instance":"0123456789ab","app.kubernetes.io/name":"hello","sprout.dev/container":"{{name}}"}""";
        var pod = await cluster.ApplyAsync("pods", name, Samples.Pod(name, labels: labels));
        pod.Code.ShouldBe(201);
        var owner = Samples.OwnedBy("Pod", name, pod.Uid);
        (await cluster.ApplyAsync("services", name, Samples.Service(name, labels, owner))).Code.ShouldBe(201);
        (await cluster.ApplyAsync("ingresses", name, Ingress(name, labels, owner))).Code.ShouldBe(201);
    }

    private static string Ingress(string name, string labels, string owner) =>
        """{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"NAME","labels":LABELS},"spec":{"rules":[{"host":"NAME.localhost","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"NAME","port":{"number":80}}}}]}}]}}"""
            .Replace("LABELS", labels + owner, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    private void Note(SimulatorProcess process, long begun, string what) =>
        output.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds,6:0.0} s: {what}, {process.ResidentBytes / 1_000_000} MB");
}
