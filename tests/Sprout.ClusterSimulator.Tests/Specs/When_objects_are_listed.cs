namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_objects_are_listed
{
    [Theory]
    [InlineData("color=red", "a")]
    [InlineData("color==red", "a")]
    [InlineData("color!=red", "b,c")]
    [InlineData("color in (red,blue)", "a,b")]
    [InlineData("color notin (red)", "b,c")]
    [InlineData("color", "a,b")]
    [InlineData("!color", "c")]
    [InlineData("color,size=1", "b")]
    public async Task Labels_select(string selector, string expected)
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("a", ""","labels":{"color":"red"}"""));
        await cluster.PostAsync("leases", Samples.Lease("b", ""","labels":{"color":"blue","size":"1"}"""));
        await cluster.PostAsync("leases", Samples.Lease("c"));
        var list = await cluster.GetAsync($"{cluster.Path("leases")}?labelSelector={Uri.EscapeDataString(selector)}");
        string.Join(',', list.Body["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())).ShouldBe(expected);
    }

    [Fact]
    public async Task Fields_select_and_unknown_ones_are_400()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("a"));
        await cluster.PostAsync("leases", Samples.Lease("b"));
        (await cluster.GetAsync($"{cluster.Path("leases")}?fieldSelector=metadata.name=a")).Body["items"]!.AsArray().Count.ShouldBe(1);
        (await cluster.GetAsync($"{cluster.Path("pods")}?fieldSelector=spec.foo=a")).Code.ShouldBe(400);
        (await cluster.GetAsync($"{cluster.Path("pods")}?labelSelector=a%3D%3D%3Db")).Code.ShouldBe(400);
    }

    [Fact]
    public async Task Pages_are_cut_from_one_moment_whatever_changes_meanwhile()
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await cluster.PostAsync("leases", Samples.Lease(name));
        }

        var first = await cluster.GetAsync($"{cluster.Path("leases")}?limit=2");
        await cluster.DeleteAsync(cluster.Path("leases", "c"));
        var token = Uri.EscapeDataString(first.Body["metadata"]!["continue"]!.GetValue<string>());
        var second = await cluster.GetAsync($"{cluster.Path("leases")}?limit=2&continue={token}");
        second.Body["items"]![0]!["metadata"]!["name"]!.GetValue<string>().ShouldBe("c");
        second.Version.ShouldBe(first.Version);
        second.Body["metadata"]!["continue"].ShouldBeNull();
    }

    [Fact]
    public async Task Items_leave_out_what_the_list_says_already()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("a"));
        var list = await cluster.GetAsync(cluster.Path("leases"));
        list.Body["kind"]!.GetValue<string>().ShouldBe("LeaseList");
        list.Body["items"]![0]!["kind"].ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_none_is_400()
    {
        await using var cluster = await TestCluster.StartAsync();
        (await cluster.GetAsync($"{cluster.Path("leases")}?limit=1&continue=garbage")).Code.ShouldBe(400);
    }
}
