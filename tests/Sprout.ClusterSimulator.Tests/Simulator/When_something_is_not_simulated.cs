namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_something_is_not_simulated
{
    [Theory]
    [InlineData("/apis/apps/v1/deployments")]
    [InlineData("/api/v1/secrets")]
    [InlineData("/api/v1/namespaces/default/pods/one/exec")]
    public async Task It_is_501_with_a_Status(string path)
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions());
        var reply = await cluster.GetAsync(path);
        (reply.Code, reply.Body["kind"]!.GetValue<string>()).ShouldBe((501, "Status"));
        reply.Message!.ShouldStartWith("the cluster simulator does not implement");
    }

    [Fact]
    public async Task Old_versions_expire_when_history_is_short()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { HistoryLength = 1 });
        var first = await cluster.PostAsync("leases", Samples.Lease("a"));
        await cluster.PostAsync("leases", Samples.Lease("b"));
        await cluster.PostAsync("leases", Samples.Lease("c"));
        var line = await Watch.FirstAsync(cluster.WatchAsync($"{cluster.Path("leases")}?resourceVersion={first.Version}"));
        (Watch.TypeOf(line), line["object"]!["code"]!.GetValue<int>()).ShouldBe(("ERROR", 410));
    }

    [Fact]
    public async Task Bookmarks_come_when_asked_for()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { BookmarkEvery = TimeSpan.FromMilliseconds(20) });
        var line = await Watch.FirstAsync(cluster.WatchAsync("/api/v1/pods?allowWatchBookmarks=true"));
        Watch.TypeOf(line).ShouldBe("BOOKMARK");
        long.Parse(line["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>()).ShouldBeGreaterThan(0);
    }
}
