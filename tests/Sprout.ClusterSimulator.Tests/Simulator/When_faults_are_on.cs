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
        await using var simulator = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Faults = new FaultOptions { Probability = 1, Kinds = kind } });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var body = new StringContent(Samples.Lease("one"), System.Text.Encoding.UTF8, "application/json");
        await Should.ThrowAsync<HttpRequestException>(() => http.PostAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases", UriKind.Relative), body));
        simulator.Faults = new FaultOptions();
        using var found = await http.GetAsync(new Uri("/apis/coordination.k8s.io/v1/namespaces/default/leases/one", UriKind.Relative));
        found.IsSuccessStatusCode.ShouldBe(isDone);
    }

    [Fact]
    public async Task A_watch_breaks()
    {
        await using var cluster = await StartAsync(FaultKinds.DroppedWatch);
        await Should.ThrowAsync<Exception>(async () => await Watch.TakeAsync(cluster.WatchAsync("/api/v1/nodes"), 3));
    }

    private static Task<TestCluster> StartAsync(FaultKinds kind) => TestCluster.SimulateAsync(new ClusterSimulatorOptions
    {
        Faults = new FaultOptions { Probability = 1, Kinds = kind, MaxWatchLifetime = TimeSpan.FromMilliseconds(50) },
    });
}
