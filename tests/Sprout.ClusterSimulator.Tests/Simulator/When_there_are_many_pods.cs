using System.Globalization;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>Alone, for what others allocate meanwhile would be counted too.</summary>
[Collection(nameof(Alone))]
public sealed class When_there_are_many_pods
{
    private const int Containers = 400;
    private const long MostBytes = 50_000; // ten thousand of them in 500 MB; a third of it are connections' buffers, which do not grow

    [Fact]
    public async Task Ten_thousand_fit_in_500_MB()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { HistoryLength = Containers, Schedule = default, Pull = default, Start = default });
        await cluster.CreateNamespaceAsync();
        await CreateAsync(cluster, "warm-up");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await Parallel.ForEachAsync(Enumerable.Range(0, Containers), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
            await CreateAsync(cluster, string.Create(CultureInfo.InvariantCulture, $"c-{number:x8}-0000-4000-8000-000000000000")));

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Containers).ShouldBeLessThan(MostBytes);
    }

    private static async Task CreateAsync(TestCluster cluster, string name)
    {
        var labels = $$"""{"app.kubernetes.io/managed-by":"sprout","app.kubernetes.io/instance":"0123456789ab","app.kubernetes.io/name":"hello","sprout.dev/container":"{{name}}"}""";
        var pod = await cluster.ApplyAsync("pods", name, Samples.Pod(name, labels: labels));
        pod.Code.ShouldBe(201);
        var owner = Samples.OwnedBy("Pod", name, pod.Uid);
        (await cluster.ApplyAsync("services", name, Samples.Service(name, labels, owner))).Code.ShouldBe(201);
        (await cluster.ApplyAsync("ingresses", name, Ingress(name, labels, owner))).Code.ShouldBe(201);
        await cluster.UntilAsync("pods", name, Samples.IsReady);
    }

    private static string Ingress(string name, string labels, string owner) =>
        """{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"NAME","labels":LABELS},"spec":{"rules":[{"host":"NAME.localhost","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"NAME","port":{"number":80}}}}]}}]}}"""
            .Replace("LABELS", labels + owner, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
}
