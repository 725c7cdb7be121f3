using Sprout.ClusterSimulator;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.EndToEnd.Tests;

/// <summary>Counted at the API server. The number is in docs/cluster.md and docs/speed.md.</summary>
public sealed class When_containers_cost_calls : IDisposable
{
    private const int Containers = 10;

    private static readonly string[] OfEachLife = ["create ingresses", "create pods", "create services", "delete pods", "get pods/log"];

    // What an installation asks for, whatever the number of its containers: its lease, its watch, its namespace and what isolates that; and `up`, whether the cluster is there.
    private static readonly string[] OfTheInstallation = ["/version", "leases", "namespaces", "networkpolicies", "resourcequotas", "limitranges"];
    private static readonly string[] OfTheObserver = ["list pods", "watch pods"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_costs_five_from_its_creation_to_its_end()
    {
        await using var cluster = await Simulator.StartAsync(new ClusterSimulatorOptions());
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string> { ["KUBECONFIG"] = cluster.KubeconfigPath });
        using var client = sprout.Client();

        await Task.WhenAll(Enumerable.Range(0, Containers).Select(number => LiveAsync(client, number)));
        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);

        var calls = cluster.Calls.Where(call => !OfTheInstallation.Contains(call.Resource)).ToDictionary(call => $"{call.Verb} {call.Resource}", call => call.Count);
        calls.Keys.Except(OfTheObserver).ShouldBe(OfEachLife, ignoreOrder: true, "nothing else is asked for");
        OfEachLife.ShouldAllBe(call => calls[call] == Containers, string.Join(", ", calls));
        OfTheObserver.ShouldAllBe(call => calls[call] < Containers, string.Join(", ", calls));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task LiveAsync(SproutClient client, int number)
    {
        var id = await client.RunAsync($"number-{number}");
        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
    }
}
