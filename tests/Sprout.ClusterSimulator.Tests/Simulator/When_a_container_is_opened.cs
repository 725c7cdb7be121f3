namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_a_container_is_opened
{
    [Fact]
    public async Task A_ready_one_answers_with_a_page_that_escapes_what_it_shows()
    {
        await using var cluster = await StartAsync("nginx<b>");
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        var page = await cluster.GetAsync("/c/abc/");
        page.Code.ShouldBe(200);
        page.Text.ShouldContain("nginx&lt;b&gt;");
        page.Text.ShouldNotContain("<b>");
    }

    [Fact]
    public async Task One_that_is_not_ready_answers_503_and_an_unknown_one_404()
    {
        await using var cluster = await StartAsync("unschedulable");
        (await cluster.GetAsync("/c/abc/")).Code.ShouldBe(503);
        (await cluster.GetAsync("/c/other/")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Its_logs_can_be_read_and_cut()
    {
        await using var cluster = await StartAsync("nginx");
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        (await cluster.GetAsync($"{cluster.Path("pods", "one")}/log?tailLines=1")).Text.ShouldBe("listening\n");
        (await cluster.GetAsync($"{cluster.Path("pods", "one")}/log?previous=true")).Code.ShouldBe(400);
    }

    private static async Task<TestCluster> StartAsync(string image)
    {
        var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions());
        await cluster.CreateNamespaceAsync();
        (await cluster.PostAsync("pods", Samples.Pod("one", image, """{"sprout.dev/container":"abc"}"""))).Code.ShouldBe(201);
        return cluster;
    }
}
