using Sprout.ClusterSimulator.Faults;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_faults_are_on
{
    [Fact]
    public async Task Only_those_that_are_meant_are_struck_and_only_so_often()
    {
        await using var simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            Faults = FaultOptions.Parse("probability=1,kinds=internal-error,verbs=list,resources=pods,user-agents=me,most=2"),
        });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        async Task<int> CodeOfAsync(string path)
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)response.StatusCode;
        }

        (await CodeOfAsync("/api/v1/pods")).ShouldBe(200);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("me/1");
        (await CodeOfAsync("/api/v1/nodes")).ShouldBe(200);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(500);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(500);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(200);
        simulator.Calls.ShouldContain(call => call.Verb == "list" && call.Resource == "pods" && call.UserAgent == "me/1" && call.Count == 3);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_calls()
    {
        var first = await StruckAsync();
        (await StruckAsync()).ShouldBe(first);
        first.ShouldContain(500);
        first.ShouldContain(200);
    }

    [Fact]
    public async Task Another_process_switches_them()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions());
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "probability=1,kinds=internal-error")).Code.ShouldBe(200);
        (await cluster.GetAsync("/api/v1/pods")).Code.ShouldBe(500);
        (await cluster.GetAsync("/simulator/faults")).Text.ShouldStartWith("probability=1,kinds=InternalError,");
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "probability=often")).Code.ShouldBe(400);
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "")).Code.ShouldBe(200);
        (await cluster.GetAsync("/api/v1/pods")).Code.ShouldBe(200);
        (await cluster.GetAsync("/simulator/calls")).Body["calls"]![0]!["count"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Another_process_sees_what_they_struck()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { Faults = FaultOptions.Parse("probability=1,kinds=internal-error,verbs=list,most=2") });
        for (var call = 0; call < 3; call++)
        {
            await cluster.GetAsync("/api/v1/pods");
        }

        (await cluster.GetAsync("/simulator/faults/struck")).Text.ShouldBe("""{"struck":[{"verb":"list","kind":"InternalError","count":2}],"delayed_pods":0}""");
        (await cluster.DeleteAsync("/simulator/faults/struck")).Code.ShouldBe(200);
        (await cluster.GetAsync("/simulator/faults/struck")).Text.ShouldBe("""{"struck":[],"delayed_pods":0}""");
    }

    private static async Task<List<int>> StruckAsync()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { Seed = 7, Faults = FaultOptions.Parse("probability=0.5,kinds=internal-error") });
        var codes = new List<int>();
        for (var call = 0; call < 20; call++)
        {
            codes.Add((await cluster.GetAsync("/api/v1/pods")).Code);
        }

        return codes;
    }
}
