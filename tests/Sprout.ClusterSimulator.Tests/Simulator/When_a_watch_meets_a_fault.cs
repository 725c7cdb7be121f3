using System.Net;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Faults;
using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>Watches of the two nodes, with every kind of fault that a watch may meet.</summary>
public sealed class When_a_watch_meets_a_fault
{
    private const string Path = "/api/v1/nodes?watch=true&allowWatchBookmarks=true&timeoutSeconds=1000000";
    private static readonly string[] Both = ["ADDED node-0", "ADDED node-1"];

    [Theory]
    [InlineData(FaultKinds.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultKinds.InternalError, HttpStatusCode.InternalServerError)]
    [InlineData(FaultKinds.ResetBefore, null)]
    public async Task It_does_not_begin(FaultKinds kind, HttpStatusCode? code)
    {
        await using var cluster = await FaultyCluster.StartAsync(kind);
        (await cluster.MeetAsync(HttpMethod.Get, Path)).Code.ShouldBe(code);
        cluster.Struck.ShouldBe([("watch", kind, 1)]);
    }

    [Fact]
    public async Task It_begins_late()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.Latency);
        var opening = cluster.FollowAsync(Path);
        await Eventually.HoldsAsync("it waits", () => cluster.Clock.Waiting > 0);
        opening.IsCompleted.ShouldBeFalse();
        await cluster.PassTimeUntilAsync("it begins", () => opening.IsCompleted);
        using var watch = await opening;
        (await TakeAsync(watch, 2)).ShouldBe(Both);
        cluster.Struck.ShouldBe([("watch", FaultKinds.Latency, 1)]);
    }

    [Fact]
    public async Task It_breaks()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.DroppedWatch);
        using var watch = await cluster.FollowAsync(Path);
        (await TakeAsync(watch, 2)).ShouldBe(Both);
        cluster.PassTime();
        await Should.ThrowAsync<IOException>(() => watch.ReadToEndAsync());
        cluster.Struck.ShouldBe([("watch", FaultKinds.DroppedWatch, 1)]);
    }

    [Fact]
    public async Task It_falls_silent_and_does_not_end()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.SilentWatch);
        using var watch = await cluster.FollowAsync(Path);
        (await TakeAsync(watch, 2)).ShouldBe(Both);
        cluster.PassTime();
        cluster.Simulator.LoseNode("node-0").ShouldBeTrue();
        var rest = watch.ReadToEndAsync();
        rest.IsCompleted.ShouldBeFalse();
        cluster.Simulator.DropWatches();
        (await rest).ShouldBeEmpty("it told nothing of the node, and had no bookmark");
        cluster.Struck.ShouldBe([("watch", FaultKinds.SilentWatch, 1)]);
    }

    [Fact]
    public async Task It_tells_everything_twice()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.DuplicatedEvents);
        using var watch = await cluster.FollowAsync(Path);
        (await TakeAsync(watch, 4)).ShouldBe(["ADDED node-0", "ADDED node-0", "ADDED node-1", "ADDED node-1"]);
        cluster.Simulator.LoseNode("node-0").ShouldBeTrue();
        (await TakeAsync(watch, 2)).ShouldBe(["MODIFIED node-0", "MODIFIED node-0"]);
        cluster.Struck.ShouldBe([("watch", FaultKinds.DuplicatedEvents, 1)]);
    }

    [Fact]
    public async Task It_begins_with_410()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.ExpiredWatch);
        using var watch = await cluster.FollowAsync(Path);
        (await TakeAsync(watch, 1)).ShouldBe(["ERROR 410"]);
        (await watch.ReadToEndAsync()).ShouldBeEmpty();
        cluster.Struck.ShouldBe([("watch", FaultKinds.ExpiredWatch, 1)]);
    }

    [Fact]
    public async Task It_ends_with_410()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.ExpiringWatch);
        using var watch = await cluster.FollowAsync(Path);
        (await TakeAsync(watch, 2)).ShouldBe(Both);
        cluster.PassTime();
        (await TakeAsync(watch, 1)).ShouldBe(["ERROR 410"]);
        (await watch.ReadToEndAsync()).ShouldBeEmpty();
        cluster.Struck.ShouldBe([("watch", FaultKinds.ExpiringWatch, 1)]);
    }

    private static async Task<List<string>> TakeAsync(StreamReader watch, int count)
    {
        List<string> lines = [];
        while (lines.Count < count)
        {
            var line = JsonNode.Parse((await watch.ReadLineAsync()).ShouldNotBeNull())!;
            lines.Add($"{line["type"]} {line["object"]!["metadata"]!["name"] ?? line["object"]!["code"]}");
        }

        return lines;
    }
}
