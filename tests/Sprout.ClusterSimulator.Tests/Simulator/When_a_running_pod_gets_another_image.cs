namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_a_running_pod_gets_another_image
{
    [Fact]
    public async Task Its_container_is_restarted_with_it()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions());
        await cluster.PostAsync("pods", Samples.Pod("one"));
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        await cluster.ApplyAsync("pods", "one", Samples.Pod("one", "nginx:2"));
        var pod = await cluster.UntilAsync("pods", "one", each => each["status"]!["containerStatuses"]![0]!["restartCount"]!.GetValue<int>() == 1 && Samples.IsReady(each));
        pod["status"]!["containerStatuses"]![0]!["image"]!.GetValue<string>().ShouldBe("nginx:2");
    }
}
