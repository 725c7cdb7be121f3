using System.Net;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Faults;
using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>Every verb but watch, with every kind of fault that its calls may meet.</summary>
public sealed class When_a_call_meets_a_fault
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
    private const string Pods = "/api/v1/namespaces/default/pods";

    public static TheoryData<string, FaultKinds> Calls => new MatrixTheoryData<string, FaultKinds>(
        ["get", "list", "create", "update", "patch", "delete", "deletecollection", "log"],
        [FaultKinds.Latency, FaultKinds.TooManyRequests, FaultKinds.InternalError, FaultKinds.ResetBefore, FaultKinds.ResetAfter, FaultKinds.HalfResponse]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task It_strikes_and_the_call_has_or_has_not_done_its_work(string what, FaultKinds kind)
    {
        await using var cluster = await FaultyCluster.StartAsync(kind);
        await cluster.PrepareAsync(HttpMethod.Post, Leases, Samples.Lease("one"));
        if (what == "log")
        {
            await cluster.PreparePodAsync("one");
        }

        var timers = cluster.Clock.Waiting;
        var lease = await cluster.PrepareAsync(HttpMethod.Get, $"{Leases}/one");
        var call = MakeAsync(cluster, what, lease);
        if (kind == FaultKinds.Latency)
        {
            await Eventually.HoldsAsync("it waits", () => cluster.Clock.Waiting > timers);
            call.IsCompleted.ShouldBeFalse();
            (await HoldersAsync(cluster)).ShouldBe(["one me"], "nothing is done before its time");
            await cluster.PassTimeUntilAsync("it is answered", () => call.IsCompleted);
        }

        var (code, isWhole) = await call;
        (code, isWhole).ShouldBe(kind switch
        {
            FaultKinds.Latency => (what == "create" ? HttpStatusCode.Created : HttpStatusCode.OK, true),
            FaultKinds.TooManyRequests => (HttpStatusCode.TooManyRequests, true),
            FaultKinds.InternalError => (HttpStatusCode.InternalServerError, true),
            FaultKinds.HalfResponse => (what == "create" ? HttpStatusCode.Created : HttpStatusCode.OK, false),
            _ => (null, false),
        });
        var isDone = kind is FaultKinds.Latency or FaultKinds.ResetAfter or FaultKinds.HalfResponse;
        (await HoldersAsync(cluster)).ShouldBe(what switch
        {
            "create" when isDone => ["one me", "two me"],
            "update" or "patch" when isDone => ["one you"],
            "delete" or "deletecollection" when isDone => [],
            _ => ["one me"],
        });
        cluster.Struck.ShouldBe([(what == "log" ? "get" : what, kind, 1)]);
    }

    [Fact]
    public async Task Who_is_told_to_wait_is_told_for_how_long()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { Faults = FaultOptions.Parse("probability=1,kinds=too-many-requests,retry-after=7") });
        using var response = await cluster.Http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative));
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    // A log that is followed has no whole answer; nor has it an end.
    [Theory]
    [InlineData(FaultKinds.HalfResponse, "GET /")]
    [InlineData(FaultKinds.ResetAfter, "")]
    public async Task A_log_that_is_followed_breaks_after_its_first_lines(FaultKinds kind, string more)
    {
        await using var cluster = await FaultyCluster.StartAsync(kind);
        await cluster.PreparePodAsync("one");
        using var log = await cluster.FollowAsync($"{Pods}/one/log?follow=true&tailLines=1");
        (await log.ReadLineAsync()).ShouldNotBeNullOrEmpty();

        var rest = ReadUntilItBreaksAsync(log);
        await cluster.PassTimeUntilAsync("it breaks", () => rest.IsCompleted);

        (await rest).ShouldBe(more);
        cluster.Struck.ShouldBe([("get", kind, 1)]);
    }

    [Fact]
    public async Task A_pod_waits_for_a_slow_scheduler()
    {
        await using var cluster = await FaultyCluster.StartAsync(FaultKinds.None);
        cluster.Simulator.Faults = [new FaultOptions { Probability = 1, Kinds = FaultKinds.None, MaxSchedulerDelay = TimeSpan.FromHours(1) }];
        await cluster.PrepareAsync(HttpMethod.Post, Pods, Samples.Pod("one"));
        cluster.Simulator.Faults = [];
        await cluster.PreparePodAsync("two");

        // It came first, and while no time passes the other is ready.
        JsonNode.Parse(await cluster.PrepareAsync(HttpMethod.Get, $"{Pods}/one"))!["spec"]!["nodeName"].ShouldBeNull();
        cluster.Simulator.DelayedPods.ShouldBe(1);
        cluster.PassTime();
        await cluster.IsReadyAsync("one");
    }

    private static Task<(HttpStatusCode? Code, bool IsWhole)> MakeAsync(FaultyCluster cluster, string what, string lease) => what switch
    {
        "get" => cluster.MeetAsync(HttpMethod.Get, $"{Leases}/one"),
        "list" => cluster.MeetAsync(HttpMethod.Get, Leases),
        "create" => cluster.MeetAsync(HttpMethod.Post, Leases, Samples.Lease("two")),
        "update" => cluster.MeetAsync(HttpMethod.Put, $"{Leases}/one", lease.Replace("\"me\"", "\"you\"", StringComparison.Ordinal)),
        "patch" => cluster.MeetAsync(HttpMethod.Patch, $"{Leases}/one?fieldManager=me&force=true", Samples.Lease("one", holder: "you"), "application/apply-patch+yaml"),
        "delete" => cluster.MeetAsync(HttpMethod.Delete, $"{Leases}/one"),
        "deletecollection" => cluster.MeetAsync(HttpMethod.Delete, Leases),
        "log" => cluster.MeetAsync(HttpMethod.Get, $"{Pods}/one/log"),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static async Task<List<string>> HoldersAsync(FaultyCluster cluster) =>
    [
        .. JsonNode.Parse(await cluster.PrepareAsync(HttpMethod.Get, Leases))!["items"]!.AsArray()
            .Select(lease => $"{lease!["metadata"]!["name"]} {lease["spec"]!["holderIdentity"]}"),
    ];

    private static async Task<string> ReadUntilItBreaksAsync(StreamReader reader)
    {
        var read = "";
        var buffer = new char[100];
        try
        {
            while (await reader.ReadAsync(buffer) is > 0 and var count)
            {
                read += new string(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            return read;
        }

        throw new InvalidOperationException($"It ended as if it were whole, with '{read}'.");
    }
}
