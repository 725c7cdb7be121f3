using System.Text.Json.Nodes;

namespace Sprout.ClusterSimulator.Tests.Specs;

public sealed class When_objects_are_watched
{
    [Fact]
    public async Task Every_change_since_a_list_arrives_in_order()
    {
        await using var cluster = await TestCluster.StartAsync();
        var list = await cluster.GetAsync(cluster.Path("services"));
        await cluster.PostAsync("services", Samples.Service("one"));
        await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"c":"3"}}}""");
        await cluster.DeleteAsync(cluster.Path("services", "one"));
        var seen = await Watch.TakeAsync(cluster.WatchAsync($"{cluster.Path("services")}?resourceVersion={list.Version}"), 3);
        seen.Select(Watch.TypeOf).ShouldBe(["ADDED", "MODIFIED", "DELETED"]);
        var versions = seen.Select(line => long.Parse(line["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>())).ToList();
        versions.ShouldBe(versions.Order());
    }

    [Fact]
    public async Task Without_a_version_what_exists_comes_first()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.PostAsync("services", Samples.Service("one"));
        var seen = await Watch.TakeAsync(cluster.WatchAsync(cluster.Path("services")), 1);
        (Watch.TypeOf(seen[0]), seen[0]["object"]!["kind"]!.GetValue<string>()).ShouldBe(("ADDED", "Service"));
    }

    [Fact]
    public async Task An_object_that_begins_or_ceases_to_match_is_added_or_deleted()
    {
        await using var cluster = await TestCluster.StartAsync();
        var list = await cluster.GetAsync(cluster.Path("services"));
        await cluster.PostAsync("services", Samples.Service("one", """{"a":"1"}"""));
        await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"a":"2"}}}""");
        await cluster.MergeAsync(cluster.Path("services", "one"), """{"metadata":{"labels":{"a":"3"}}}""");
        var seen = await Watch.TakeAsync(cluster.WatchAsync($"{cluster.Path("services")}?labelSelector=a=2&resourceVersion={list.Version}"), 2);
        seen.Select(Watch.TypeOf).ShouldBe(["ADDED", "DELETED"]);
    }

    [Fact]
    public async Task An_apply_that_changes_nothing_is_not_seen()
    {
        await using var cluster = await TestCluster.StartAsync();
        var first = await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        await cluster.ApplyAsync("services", "one", Samples.Service("one"));
        await cluster.DeleteAsync(cluster.Path("services", "one"));
        var seen = await Watch.TakeAsync(cluster.WatchAsync($"{cluster.Path("services")}?resourceVersion={first.Version}"), 1);
        Watch.TypeOf(seen[0]).ShouldBe("DELETED");
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over()
    {
        await using var cluster = await TestCluster.StartAsync();
        var seen = new List<JsonNode>();
        await foreach (var line in cluster.WatchAsync($"{cluster.Path("leases")}?timeoutSeconds=1"))
        {
            seen.Add(line);
        }

        seen.ShouldBeEmpty();
    }
}
