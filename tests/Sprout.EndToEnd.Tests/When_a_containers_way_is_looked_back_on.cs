using System.Text.Json;
using Sprout.ClusterSimulator;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.EndToEnd.Tests;

public sealed class When_a_containers_way_is_looked_back_on : IDisposable
{
    private static readonly string[] Way = ["requested", "applied", "scheduled", "pulled", "ready"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_stage_is_there_once_in_order_and_no_time_goes_back()
    {
        // A node is found well after all objects exist: by more than the whole second to which the cluster's stamps are cut.
        await using var cluster = await Simulator.StartAsync(new ClusterSimulatorOptions { Schedule = TimeSpan.FromSeconds(3), Pull = TimeSpan.FromSeconds(1.5) });
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--cluster"], new Dictionary<string, string> { ["KUBECONFIG"] = cluster.KubeconfigPath });
        using var client = sprout.Client();
        var id = await client.RunAsync("hello");

        var told = (await client.ReadAsync($"containers/{id}/events")).GetProperty("events").EnumerateArray().ToList();

        told.Select(entry => entry.GetProperty("event").GetString()).ShouldBe(Way);
        told.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Ascending);
        told.Select(entry => entry.GetProperty("elapsed_ms").GetInt64()).ShouldBeInOrder(SortDirection.Ascending);
        Elapsed(told[2]).ShouldBeGreaterThan(Elapsed(told[1]), "found later than applied");
        Elapsed(told[3]).ShouldBeGreaterThan(Elapsed(told[2]), "pulled later than found");
        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static long Elapsed(JsonElement entry) => entry.GetProperty("elapsed_ms").GetInt64();
}
