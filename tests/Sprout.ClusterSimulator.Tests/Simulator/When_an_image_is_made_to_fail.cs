using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_an_image_is_made_to_fail
{
    [Theory]
    [InlineData("nginx:does-not-exist", "ErrImagePull")]
    [InlineData("no-such-image", "ImagePullBackOff")]
    [InlineData("crash", "CrashLoopBackOff")]
    [InlineData("oom", "CrashLoopBackOff")]
    public async Task Its_container_waits_for_a_reason(string image, string reason)
    {
        await using var cluster = await StartAsync(image);
        await cluster.UntilAsync("pods", "one", pod => Status(pod)?["state"]!["waiting"]?["reason"]?.GetValue<string>() == reason);
    }

    [Theory]
    [InlineData("crash", 3, "Error")]
    [InlineData("oom", 137, "OOMKilled")]
    public async Task It_is_restarted_and_tells_how_it_ended(string image, int exitCode, string reason)
    {
        await using var cluster = await StartAsync(image);
        var pod = await cluster.UntilAsync("pods", "one", each => Status(each)?["restartCount"]!.GetValue<int>() > 0);
        var ended = Status(pod)!["lastState"]!["terminated"]!;
        (ended["exitCode"]!.GetValue<int>(), ended["reason"]!.GetValue<string>()).ShouldBe((exitCode, reason));
    }

    [Fact]
    public async Task An_unschedulable_pod_says_so_in_a_condition()
    {
        await using var cluster = await StartAsync("unschedulable");
        await cluster.UntilAsync("pods", "one", pod => pod["status"]!["conditions"]?[0]!["reason"]!.GetValue<string>() == "Unschedulable");
    }

    [Fact]
    public async Task A_pod_that_wants_more_than_a_node_has_is_unschedulable()
    {
        await using var cluster = await StartAsync("nginx", "9");
        var pod = await cluster.UntilAsync("pods", "one", each => each["status"]!["conditions"] is not null);
        pod["status"]!["conditions"]![0]!["message"]!.GetValue<string>().ShouldBe("0/2 nodes are available: 2 Insufficient cpu.");
    }

    [Fact]
    public async Task An_evicted_pod_has_failed()
    {
        await using var cluster = await StartAsync("evict");
        await cluster.UntilAsync("pods", "one", pod => pod["status"]!["phase"]!.GetValue<string>() == "Failed" && pod["status"]!["reason"]!.GetValue<string>() == "Evicted");
    }

    private static JsonNode? Status(JsonNode pod) => pod["status"]!["containerStatuses"]?[0];

    private static async Task<TestCluster> StartAsync(string image, string cpu = "100m")
    {
        var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { BackOff = TimeSpan.FromMilliseconds(20) });
        await cluster.CreateNamespaceAsync();
        (await cluster.PostAsync("pods", Samples.Pod("one", image).Replace("100m", cpu, StringComparison.Ordinal))).Code.ShouldBe(201);
        return cluster;
    }
}
