using System.Net;
using Sprout.ClusterSimulator.Faults;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_faults_are_on
{
    [Theory]
    [InlineData(FaultKinds.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultKinds.InternalError, HttpStatusCode.InternalServerError)]
    public async Task Calls_are_refused(FaultKinds kind, HttpStatusCode code)
    {
        await using var cluster = await StartAsync(kind);
        using var response = await cluster.Http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative));
        response.StatusCode.ShouldBe(code);
        (response.Headers.RetryAfter is not null).ShouldBe(kind == FaultKinds.TooManyRequests);
    }

    [Theory]
    [InlineData(FaultKinds.ResetBefore, false)]
    [InlineData(FaultKinds.ResetAfter, true)]
    public async Task A_broken_connection_may_or_may_not_have_done_its_work(FaultKinds kind, bool isDone)
    {
        await using var simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Faults = [new FaultOptions { Probability = 1, Kinds = kind }] });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var body = new StringContent(Samples.Lease("one"), System.Text.Encoding.UTF8, "application/json");
        await Should.ThrowAsync<HttpRequestException>(() => http.PostAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases", UriKind.Relative), body));
        simulator.Faults = [];
        using var found = await http.GetAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases/one", UriKind.Relative));
        found.IsSuccessStatusCode.ShouldBe(isDone);
    }

    [Fact]
    public async Task A_watch_breaks()
    {
        await using var cluster = await StartAsync(FaultKinds.DroppedWatch);
        await Should.ThrowAsync<Exception>(async () => await Watch.TakeAsync(cluster.WatchAsync("/api/v1/nodes"), 3));
    }

    [Fact]
    public async Task An_answer_breaks_off_in_its_middle()
    {
        await using var cluster = await StartAsync(FaultKinds.HalfResponse);
        using var response = await cluster.Http.GetAsync(new Uri("/api/v1/nodes", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_watch_begins_with_410()
    {
        await using var cluster = await StartAsync(FaultKinds.ExpiredWatch);
        Code(await Watch.FirstAsync(cluster.WatchAsync("/api/v1/nodes"))).ShouldBe(410);
    }

    [Fact]
    public async Task A_watch_ends_with_410()
    {
        await using var cluster = await StartAsync(FaultKinds.ExpiringWatch);
        var lines = await Watch.TakeAsync(cluster.WatchAsync("/api/v1/nodes"), 4);
        lines.Select(Watch.TypeOf).ShouldBe(["ADDED", "ADDED", "ERROR"]);
        Code(lines[^1]).ShouldBe(410);
    }

    [Fact]
    public async Task A_watch_tells_everything_twice()
    {
        await using var cluster = await StartAsync(FaultKinds.DuplicatedEvents);
        var names = (await Watch.TakeAsync(cluster.WatchAsync("/api/v1/nodes"), 4)).Select(line => line["object"]!["metadata"]!["name"]!.GetValue<string>());
        names.ShouldBe(["node-0", "node-0", "node-1", "node-1"]);
    }

    [Fact]
    public async Task A_watch_falls_silent_and_does_not_end()
    {
        await using var simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            BookmarkEvery = TimeSpan.FromMilliseconds(10),
            Faults = FaultOptions.Parse("probability=1,kinds=silent-watch,verbs=watch,max-watch-lifetime=100ms"),
        });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var reader = new StreamReader(await http.GetStreamAsync(new Uri("/api/v1/nodes?watch=true&allowWatchBookmarks=true", UriKind.Relative)));
        await Should.ThrowAsync<TimeoutException>(async () =>
        {
            while (true)
            {
                (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMilliseconds(200))).ShouldNotBeNull();
            }
        });
    }

    [Fact]
    public async Task Only_those_that_are_meant_are_struck_and_only_so_often()
    {
        await using var simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            Faults = FaultOptions.Parse("probability=1,kinds=internal-error,verbs=list,resources=pods,user-agents=me,most=2"),
        });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        async Task<int> CodeOfAsync(string path)
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)response.StatusCode;
        }

        (await CodeOfAsync("/api/v1/pods")).ShouldBe(200);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("me/1");
        (await CodeOfAsync("/api/v1/nodes")).ShouldBe(200);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(500);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(500);
        (await CodeOfAsync("/api/v1/pods")).ShouldBe(200);
        simulator.Calls.ShouldContain(call => call.Verb == "list" && call.Resource == "pods" && call.UserAgent == "me/1" && call.Count == 3);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_calls()
    {
        var first = await StruckAsync();
        (await StruckAsync()).ShouldBe(first);
        first.ShouldContain(500);
        first.ShouldContain(200);
    }

    [Fact]
    public async Task Another_process_switches_them()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions());
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "probability=1,kinds=internal-error")).Code.ShouldBe(200);
        (await cluster.GetAsync("/api/v1/pods")).Code.ShouldBe(500);
        (await cluster.GetAsync("/simulator/faults")).Text.ShouldStartWith("probability=1,kinds=InternalError,");
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "probability=often")).Code.ShouldBe(400);
        (await cluster.SendAsync(HttpMethod.Put, "/simulator/faults", "")).Code.ShouldBe(200);
        (await cluster.GetAsync("/api/v1/pods")).Code.ShouldBe(200);
        (await cluster.GetAsync("/simulator/calls")).Body["calls"]![0]!["count"]!.GetValue<int>().ShouldBe(2);
    }

    private static int Code(System.Text.Json.Nodes.JsonNode line) => line["object"]!["code"]!.GetValue<int>();

    private static async Task<List<int>> StruckAsync()
    {
        await using var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions { Seed = 7, Faults = FaultOptions.Parse("probability=0.5,kinds=internal-error") });
        var codes = new List<int>();
        for (var call = 0; call < 20; call++)
        {
            codes.Add((await cluster.GetAsync("/api/v1/pods")).Code);
        }

        return codes;
    }

    private static Task<TestCluster> StartAsync(FaultKinds kind) => TestCluster.SimulateAsync(new ClusterSimulatorOptions
    {
        Faults = [new FaultOptions { Probability = 1, Kinds = kind, MaxWatchLifetime = TimeSpan.FromMilliseconds(50) }],
    });
}
