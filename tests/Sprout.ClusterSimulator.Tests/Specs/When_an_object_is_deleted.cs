namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_an_object_is_deleted
{
    [Fact]
    public async Task A_service_is_gone_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("one"));
        (await cluster.DeleteAsync(cluster.Path("services", "one"))).Code.ShouldBe(200);
        var gone = await cluster.GetAsync(cluster.Path("services", "one"));
        (gone.Code, gone.Reason, gone.Message).ShouldBe((404, "NotFound", "services \"one\" not found"));
    }

    [Fact]
    public async Task A_running_pod_is_marked_and_goes_later()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("pods", Samples.Pod("one"));
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        var deleted = await cluster.DeleteAsync(cluster.Path("pods", "one"));
        deleted.Body["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<int>().ShouldBe(30);
        await cluster.UntilGoneAsync("pods", "one");
    }

    [Fact]
    public async Task A_precondition_that_does_not_hold_is_409()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("one"));
        (await cluster.DeleteAsync(cluster.Path("services", "one"), """{"preconditions":{"uid":"another"}}""")).Code.ShouldBe(409);
        (await cluster.GetAsync(cluster.Path("services", "one"))).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_finalizer_holds_it_until_it_is_removed()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("one", more: ""","finalizers":["sprout.dev/test"]"""));
        await cluster.DeleteAsync(cluster.Path("services", "one"));
        (await cluster.GetAsync(cluster.Path("services", "one"))).Body["metadata"]!["deletionTimestamp"].ShouldNotBeNull();
        (await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"finalizers":null}}""")).Code.ShouldBe(200);
        (await cluster.GetAsync(cluster.Path("services", "one"))).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Its_dependents_go_too()
    {
        await using var cluster = await TestCluster.StartAsync();
        var pod = await cluster.PostAsync("pods", Samples.Pod("one"));
        await cluster.PostAsync("services", Samples.Service("one", more: Samples.OwnedBy("Pod", "one", pod.Uid)));
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        (await cluster.GetAsync(cluster.Path("services", "one"))).Code.ShouldBe(200);
        await cluster.DeleteAsync(cluster.Path("pods", "one"));
        await cluster.UntilGoneAsync("services", "one");
    }

    [Fact]
    public async Task What_is_created_for_an_owner_that_never_was_goes()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("one", more: Samples.OwnedBy("Pod", "gone", "00000000-0000-0000-0000-000000000001")));
        await cluster.UntilGoneAsync("services", "one");
    }

    [Fact]
    public async Task A_collection_goes_as_far_as_the_selector_says()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("leases", Samples.Lease("one", ""","labels":{"a":"1"}"""));
        await cluster.PostAsync("leases", Samples.Lease("two"));
        (await cluster.DeleteAsync($"{cluster.Path("leases")}?labelSelector=a")).Code.ShouldBe(200);
        (await cluster.GetAsync(cluster.Path("leases", "one"))).Code.ShouldBe(404);
        (await cluster.GetAsync(cluster.Path("leases", "two"))).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_namespace_takes_its_content_along_and_accepts_no_more()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("held", more: ""","finalizers":["sprout.dev/test"]"""));
        await cluster.DeleteAsync($"/api/v1/namespaces/{cluster.Namespace}");
        var refused = await cluster.PostAsync("leases", Samples.Lease("late"));
        (refused.Code, refused.Reason).ShouldBe((403, "Forbidden"));
        refused.Message!.ShouldContain("because it is being terminated");
        var list = await cluster.GetAsync("/api/v1/namespaces");
        await cluster.MergeAsync(cluster.Path("services", "held"), """{"metadata":{"finalizers":null}}""");
        await foreach (var line in cluster.WatchAsync($"/api/v1/namespaces?fieldSelector=metadata.name={cluster.Namespace}&resourceVersion={list.Version}"))
        {
            if (Watch.TypeOf(line) == "DELETED")
            {
                break;
            }
        }
    }
}
