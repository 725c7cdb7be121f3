namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_an_object_is_updated
{
    [Fact]
    public async Task From_an_old_version_it_is_409_Conflict()
    {
        await using var cluster = await TestCluster.StartAsync();
        var created = await cluster.PostAsync("leases", Samples.Lease("one"));
        var path = cluster.Path("leases", "one");
        var body = Samples.Lease("one", $",\"resourceVersion\":\"{created.Version}\"", "you");
        var first = await cluster.SendAsync(HttpMethod.Put, path, body);
        var second = await cluster.SendAsync(HttpMethod.Put, path, body.Replace("you", "they", StringComparison.Ordinal));
        first.Code.ShouldBe(200);
        long.Parse(first.Version).ShouldBeGreaterThan(long.Parse(created.Version));
        (second.Code, second.Reason).ShouldBe((409, "Conflict"));
        second.Message!.ShouldStartWith("Operation cannot be fulfilled on leases.coordination.k8s.io \"one\": the object has been modified");
    }

    [Fact]
    public async Task Without_a_version_a_lease_is_422_and_a_service_overwritten()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("one"));
        await cluster.PostAsync("services", Samples.Service("one"));
        (await cluster.SendAsync(HttpMethod.Put, cluster.Path("leases", "one"), Samples.Lease("one"))).Code.ShouldBe(422);
        (await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"c":"3"}}}""")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_merge_patch_that_changes_nothing_makes_no_version()
    {
        await using var cluster = await TestCluster.StartAsync();
        var created = await cluster.PostAsync("services", Samples.Service("one"));
        var patched = await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"a":"1"}}}""");
        (patched.Code, patched.Version).ShouldBe((200, created.Version));
    }

    [Fact]
    public async Task Status_is_changed_by_its_own_path_only()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("pods", Samples.Pod("one"));
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        var path = cluster.Path("pods", "one");
        (await cluster.MergeAsync(path, """{"status":{"reason":"Mine"}}""")).Body["status"]!["reason"].ShouldBeNull();
        (await cluster.MergeAsync($"{path}/status", """{"status":{"reason":"Mine"}}""")).Body["status"]!["reason"]!.GetValue<string>().ShouldBe("Mine");
    }

    [Fact]
    public async Task A_spec_change_counts_an_ingress_generation_up()
    {
        await using var cluster = await TestCluster.StartAsync();
        const string Ingress = """{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"one"},"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}""";
        (await cluster.ApplyAsync("ingresses", "one", Ingress)).Body["metadata"]!["generation"]!.GetValue<int>().ShouldBe(1);
        (await cluster.ApplyAsync("ingresses", "one", Ingress.Replace("80", "81", StringComparison.Ordinal))).Body["metadata"]!["generation"]!.GetValue<int>().ShouldBe(2);
    }
}
