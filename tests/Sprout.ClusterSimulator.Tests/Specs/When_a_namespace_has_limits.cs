namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_a_namespace_has_limits
{
    private const string Quota = """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{"pods":"5","requests.cpu":"150m"}}}""";

    [Fact]
    public async Task A_pod_beyond_the_quota_is_403()
    {
        await using var cluster = await StartAsync();
        (await cluster.PostAsync("pods", Samples.Pod("one"))).Code.ShouldBe(201);
        var second = await cluster.PostAsync("pods", Samples.Pod("two"));
        (second.Code, second.Reason).ShouldBe((403, "Forbidden"));
        second.Message.ShouldBe("pods \"two\" is forbidden: exceeded quota: q, requested: requests.cpu=100m, used: requests.cpu=100m, limited: requests.cpu=150m");
    }

    [Fact]
    public async Task A_pod_that_does_not_say_what_it_asks_for_is_403()
    {
        await using var cluster = await StartAsync();
        var reply = await cluster.PostAsync("pods", """{"metadata":{"name":"one"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        (reply.Code, reply.Message).ShouldBe((403, "pods \"one\" is forbidden: failed quota: q: must specify requests.cpu"));
    }

    [Fact]
    public async Task A_limit_range_fills_in_what_a_pod_does_not_say()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("limitranges", """{"metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","default":{"cpu":"200m"},"defaultRequest":{"cpu":"50m"}}]}}""");
        var reply = await cluster.PostAsync("pods", """{"metadata":{"name":"one"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        reply.Body["spec"]!["containers"]![0]!["resources"]!.ToJsonString().ShouldBeOneOf(
            """{"limits":{"cpu":"200m"},"requests":{"cpu":"50m"}}""", """{"requests":{"cpu":"50m"},"limits":{"cpu":"200m"}}""");
    }

    [Fact]
    public async Task Disk_is_counted_where_a_pod_says_how_much_and_not_asked_for()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("resourcequotas", """{"metadata":{"name":"q"},"spec":{"hard":{"requests.ephemeral-storage":"128Mi","limits.ephemeral-storage":"1.5Gi"}}}""");
        await cluster.UntilAsync("resourcequotas", "q", quota => quota["status"]?["used"]?["limits.ephemeral-storage"]?.ToString() == "0");

        (await cluster.PostAsync("pods", Samples.Pod("silent"))).Code.ShouldBe(201);
        (await cluster.PostAsync("pods", WithDisk("one", "64Mi", "1Gi"))).Code.ShouldBe(201);
        var second = await cluster.PostAsync("pods", WithDisk("two", "100Mi", "1Gi"));

        (second.Code, second.Message).ShouldBe((403,
            "pods \"two\" is forbidden: exceeded quota: q, requested: limits.ephemeral-storage=1Gi,requests.ephemeral-storage=100Mi, " +
            "used: limits.ephemeral-storage=1Gi,requests.ephemeral-storage=64Mi, limited: limits.ephemeral-storage=1536Mi,requests.ephemeral-storage=128Mi"));
        var counted = await cluster.UntilAsync("resourcequotas", "q", quota => quota["status"]?["used"]?["limits.ephemeral-storage"]?.ToString() == "1Gi");
        counted["status"]!["used"]!["requests.ephemeral-storage"]!.ToString().ShouldBe("64Mi");
    }

    [Fact]
    public async Task A_limit_range_bounds_disk_as_it_does_memory()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("limitranges", """{"metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","defaultRequest":{"ephemeral-storage":"64Mi"},"max":{"ephemeral-storage":"1024Mi"}}]}}""");

        var filled = await cluster.PostAsync("pods", """{"metadata":{"name":"one"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        var large = await cluster.PostAsync("pods", WithDisk("two", "64Mi", "2Gi"));

        var resources = filled.Body["spec"]!["containers"]![0]!["resources"]!;
        (resources["requests"]!["ephemeral-storage"]!.ToString(), resources["limits"]!["ephemeral-storage"]!.ToString()).ShouldBe(("64Mi", "1Gi"));
        (filled.Body["status"]!["qosClass"]!.ToString(), large.Code).ShouldBe(("BestEffort", 403));
        large.Message.ShouldBe("pods \"two\" is forbidden: maximum ephemeral-storage usage per Container is 1Gi, but limit is 2Gi");
    }

    [Theory]
    [InlineData("LoadBalancer", "requested: services.loadbalancers=1,services.nodeports=2, used: services.loadbalancers=0,services.nodeports=0, limited: services.loadbalancers=0,services.nodeports=0")]
    [InlineData("NodePort", "requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=0")]
    public async Task A_service_that_opens_more_than_the_quota_is_403(string type, string amounts)
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("resourcequotas", """{"metadata":{"name":"q"},"spec":{"hard":{"services.loadbalancers":"0","services.nodeports":"0"}}}""");
        await cluster.UntilAsync("resourcequotas", "q", quota => quota["status"]?["used"]?["services.nodeports"]?.ToString() == "0");

        var refused = await cluster.PostAsync("services", Service("open", type));
        var inside = await cluster.PostAsync("services", Service("inside", "ClusterIP"));

        (refused.Code, refused.Message).ShouldBe((403, $"services \"open\" is forbidden: exceeded quota: q, {amounts}"));
        inside.Code.ShouldBe(201);

        static string Service(string name, string type) =>
            $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"{{{type}}}","ports":[{"name":"a","port":80},{"name":"b","port":81}]}}""";
    }

    private static string WithDisk(string name, string request, string limit) =>
        $$$$"""{"metadata":{"name":"{{{{name}}}}"},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"ephemeral-storage":"{{{{request}}}}"},"limits":{"ephemeral-storage":"{{{{limit}}}}"}}}]}}""";

    private static async Task<TestCluster> StartAsync()
    {
        var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("resourcequotas", Quota);
        await cluster.UntilAsync("resourcequotas", "q", quota => quota["status"]?["used"] is not null);
        return cluster;
    }
}
