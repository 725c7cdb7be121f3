using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_an_object_is_applied
{
    [Fact]
    public async Task It_is_created_then_left_alone()
    {
        await using var cluster = await TestCluster.StartAsync();
        var first = await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        var second = await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        (first.Code, second.Code).ShouldBe((201, 200));
        second.Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task A_field_that_is_no_longer_applied_goes_and_others_fields_stay()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"theirs":"3"}}}""");
        var third = await cluster.ApplyAsync("services", "one", Samples.Service("one", """{"a":"1"}"""));
        var labels = third.Body["metadata"]!["labels"]!.AsObject();
        labels.Select(label => label.Key).Order().ShouldBe(["a", "theirs"]);
        third.Body["spec"]!["clusterIP"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_running_pod_is_left_alone_too_and_only_its_image_may_change()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("pods", "one", Samples.Pod("one"));
        // Its node may have a word more to say of it, in between.
        await Eventually.HoldsAsync("to apply it again changes nothing", async () =>
        {
            var ready = await cluster.UntilAsync("pods", "one", Samples.IsReady);
            var same = await cluster.ApplyAsync("pods", "one", Samples.Pod("one"));
            return same.Version == ready["metadata"]!["resourceVersion"]!.GetValue<string>();
        });
        (await cluster.ApplyAsync("pods", "one", Samples.Pod("one", "nginx:2"))).Code.ShouldBe(200);
        var other = await cluster.ApplyAsync("pods", "one", Samples.Pod("one", "nginx:2").Replace("100m", "50m", StringComparison.Ordinal));
        (other.Code, other.Reason).ShouldBe((422, "Invalid"));
        other.Message!.ShouldStartWith("Pod \"one\" is invalid: spec: Forbidden: pod updates may not change fields other than");
    }

    [Fact]
    public async Task Yaml_does_as_well_as_json()
    {
        await using var cluster = await TestCluster.StartAsync();
        const string Yaml = """
            apiVersion: v1
            kind: Service
            metadata:
              name: one
              labels: {number: "80"}
            spec:
              ports:
              - port: 80
                protocol: TCP
            """;
        (await cluster.ApplyAsync("services", "one", Yaml)).Code.ShouldBe(201);
    }

    [Fact]
    public async Task Without_a_field_manager_it_is_422_and_another_kind_or_name_400()
    {
        await using var cluster = await TestCluster.StartAsync();
        (await cluster.SendAsync(HttpMethod.Patch, cluster.Path("services", "one"), Samples.Service("one"), "application/apply-patch+yaml")).Code.ShouldBe(422);
        (await cluster.ApplyAsync("services", "two", Samples.Service("one"))).Code.ShouldBe(400);
        (await cluster.ApplyAsync("services", "one", """{"kind":"Service"}""")).Code.ShouldBe(400);
    }

    [Fact]
    public async Task What_another_manager_applied_is_a_conflict_unless_forced()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        var reply = await cluster.SendAsync(
            HttpMethod.Patch, $"{cluster.Path("services", "one")}?fieldManager=other", Samples.Service("one", """{"a":"9"}"""), "application/apply-patch+yaml");
        reply.Code.ShouldBe(409);
        reply.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"sprout\": .metadata.labels.a");
    }
}
