namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_a_node_is_lost : IAsyncLifetime
{
    private ClusterSimulator simulator = null!;
    private TestCluster cluster = null!;

    public async ValueTask InitializeAsync()
    {
        (cluster, simulator) = await TestCluster.SimulateBothAsync(new ClusterSimulatorOptions { EvictAfter = TimeSpan.FromMilliseconds(100), Pull = TimeSpan.Zero, Start = TimeSpan.Zero });
        await cluster.CreateNamespaceAsync();
    }

    [Fact]
    public async Task Its_pods_are_not_ready_then_terminating_until_somebody_forces_it()
    {
        var node = await RunAsync("one");
        simulator.LoseNode(node).ShouldBeTrue();
        simulator.LoseNode(node).ShouldBeFalse();

        await cluster.UntilAsync("pods", "one", pod => !Samples.IsReady(pod) && pod["metadata"]!["deletionTimestamp"] is null);
        await cluster.UntilAsync("pods", "one", pod => pod["metadata"]!["deletionTimestamp"] is not null);
        await cluster.DeleteAsync(cluster.Path("pods", "one"));
        (await cluster.GetAsync(cluster.Path("pods", "one"))).Code.ShouldBe(200);
        await cluster.DeleteAsync(cluster.Path("pods", "one"), """{"gracePeriodSeconds":0}""");
        (await cluster.GetAsync(cluster.Path("pods", "one"))).Code.ShouldBe(404);
    }

    [Fact]
    public async Task What_was_to_stop_stops_when_it_is_back()
    {
        var node = await RunAsync("one");
        simulator.LoseNode(node);
        await cluster.UntilAsync("pods", "one", pod => pod["metadata"]!["deletionTimestamp"] is not null);
        simulator.ReturnNode(node).ShouldBeTrue();
        await cluster.UntilGoneAsync("pods", "one");
        simulator.ReturnNode(node).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_not_deleted_is_ready_again()
    {
        var node = await RunAsync("one");
        simulator.LoseNode(node);
        await cluster.UntilAsync("pods", "one", pod => !Samples.IsReady(pod));
        simulator.ReturnNode(node);
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
    }

    [Fact]
    public async Task Others_take_its_place_and_with_none_left_pods_wait()
    {
        simulator.LoseNode("node-0");
        (await RunAsync("one")).ShouldBe("node-1");
        (await RunAsync("two")).ShouldBe("node-1");
        (await cluster.SendAsync(HttpMethod.Post, "/simulator/nodes/node-1/lose")).Code.ShouldBe(200);
        (await cluster.SendAsync(HttpMethod.Post, "/simulator/nodes/node-9/lose")).Code.ShouldBe(409);

        await cluster.PostAsync("pods", Samples.Pod("three"));
        var waiting = await cluster.UntilAsync("pods", "three", pod => pod["status"]!["conditions"] is not null);
        waiting["status"]!["conditions"]![0]!["message"]!.GetValue<string>()
            .ShouldBe("0/2 nodes are available: 2 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate.");
        (await cluster.GetAsync("/api/v1/nodes/node-1")).Body["spec"]!["taints"]!.AsArray().Count.ShouldBe(2);
        (await cluster.SendAsync(HttpMethod.Post, "/simulator/nodes/node-0/return")).Code.ShouldBe(200);
        await cluster.UntilAsync("pods", "three", Samples.IsReady);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private async Task<string> RunAsync(string name)
    {
        (await cluster.PostAsync("pods", Samples.Pod(name))).Code.ShouldBe(201);
        return (await cluster.UntilAsync("pods", name, Samples.IsReady))["spec"]!["nodeName"]!.GetValue<string>();
    }
}
