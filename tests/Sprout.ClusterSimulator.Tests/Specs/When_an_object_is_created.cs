namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_an_object_is_created
{
    [Fact]
    public async Task It_gets_a_uid_a_version_and_a_time()
    {
        await using var cluster = await TestCluster.StartAsync();
        var created = await cluster.PostAsync("services", Samples.Service("one"));
        created.Code.ShouldBe(201);
        Guid.TryParse(created.Uid, out _).ShouldBeTrue();
        long.Parse(created.Version).ShouldBeGreaterThan(0);
        created.Body["metadata"]!["creationTimestamp"]!.GetValue<string>().ShouldEndWith("Z");
        (await cluster.GetAsync(cluster.Path("services", "one"))).Version.ShouldBe(created.Version);
    }

    [Fact]
    public async Task A_second_one_of_its_name_is_409_AlreadyExists()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("one"));
        var second = await cluster.PostAsync("leases", Samples.Lease("one"));
        (second.Code, second.Reason).ShouldBe((409, "AlreadyExists"));
        second.Message.ShouldBe("leases.coordination.k8s.io \"one\" already exists");
        second.Body["details"]!.ToJsonString().ShouldBe("""{"name":"one","group":"coordination.k8s.io","kind":"leases"}""");
    }

    [Fact]
    public async Task A_generated_name_is_the_prefix_and_five_letters()
    {
        await using var cluster = await TestCluster.StartAsync();
        var created = await cluster.PostAsync("services", """{"metadata":{"generateName":"gen-"},"spec":{"ports":[{"port":80}]}}""");
        created.Body["metadata"]!["name"]!.GetValue<string>().ShouldMatch("^gen-[a-z0-9]{5}$");
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_404()
    {
        await using var cluster = await TestCluster.StartAsync();
        var reply = await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/nowhere/services", Samples.Service("one"));
        (reply.Code, reply.Message).ShouldBe((404, "namespaces \"nowhere\" not found"));
    }

    [Theory]
    [InlineData("{bad", "application/json", 400)]
    [InlineData("{}", "text/plain", 415)]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"}}""", "application/json", 400)]
    [InlineData("""{"metadata":{"name":"x","namespace":"other"},"spec":{"containers":[{"name":"c","image":"i"}]}}""", "application/json", 400)]
    [InlineData("""{"metadata":{"name":"X_"},"spec":{"containers":[{"name":"c","image":"i"}]}}""", "application/json", 422)]
    [InlineData("""{"metadata":{},"spec":{"containers":[{"name":"c","image":"i"}]}}""", "application/json", 422)]
    [InlineData("""{"metadata":{"name":"x"},"spec":{"containers":[]}}""", "application/json", 422)]
    [InlineData("""{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c"}]}}""", "application/json", 422)]
    [InlineData("""{"metadata":{"name":"x","labels":{"a":"b c"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""", "application/json", 422)]
    [InlineData("""{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"much"}}}]}}""", "application/json", 400)]
    public async Task What_makes_no_pod_is_refused(string body, string mediaType, int code)
    {
        await using var cluster = await TestCluster.StartAsync();
        (await cluster.SendAsync(HttpMethod.Post, cluster.Path("pods"), body, mediaType)).Code.ShouldBe(code);
    }
}
