using System.Net;
using Sprout.Kubernetes.Manners;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Manners;

public sealed class When_there_are_too_many_calls
{
    private readonly ClockWithTimers _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_burst_goes_at_once_and_the_rest_at_an_even_pace()
    {
        var bucket = new TokenBucket(10, 3, _clock);

        Milliseconds(5).ShouldBe([0, 0, 0, 100, 200]);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        Milliseconds(2).ShouldBe([0, 100]);
        _clock.Advance(TimeSpan.FromHours(1));
        Milliseconds(4).ShouldBe([0, 0, 0, 100], "a pause gives no more than a burst");

        int[] Milliseconds(int count) => [.. Enumerable.Range(0, count).Select(_ => (int)Math.Round(bucket.Take().TotalMilliseconds))];
    }

    [Fact]
    public async Task They_wait_for_their_turn()
    {
        var server = StubServer.Answering(HttpStatusCode.OK, """{"gitVersion":"v1"}""");
        using var client = server.Client(_clock, limits: new() { CallsPerSecond = 1, Burst = 1 });
        await client.GetVersionAsync(Token);
        var second = client.GetVersionAsync(Token);

        second.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));

        await second;
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_wait_counts_as_the_calls_own_time()
    {
        using var client = StubServer.Answering(HttpStatusCode.OK, """{"gitVersion":"v1"}""").Client(_clock, limits: new() { CallsPerSecond = 0.01, Burst = 1 });
        await client.GetVersionAsync(Token);
        var second = client.GetVersionAsync(Token);

        _clock.Advance(TimeSpan.FromSeconds(30));

        (await Should.ThrowAsync<TimeoutException>(() => second)).Message.ShouldBe(
            "GET /version: not sent within 30 s: too many other calls of this process come before it (Kubernetes:Limits).");
    }

    [Fact]
    public async Task So_many_are_under_way_at_a_time()
    {
        var (server, answers) = Silent();
        using var client = server.Client(_clock, limits: new() { Concurrency = 2 });
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetVersionAsync(Token)).ToList();
        server.Requests.Count.ShouldBe(2);

        answers.Dequeue().SetResult(Version());

        await calls[0];
        await Eventually.HoldsAsync("the third to be sent", () => Task.FromResult(server.Requests.Count == 3));
    }

    [Fact]
    public async Task Leases_watches_and_logs_do_not_wait_behind_the_others()
    {
        var (server, answers) = Silent();
        using var client = server.Client(_clock, limits: new() { Concurrency = 1, CallsPerSecond = 0.001, Burst = 2 });
        var stuck = client.GetVersionAsync(Token);
        var followed = client.ReadPodLogAsync("p", "n", new PodLogOptions { Follow = true }, Token);
        var starved = client.GetVersionAsync(Token);

        var lease = client.ReadAsync<V1Lease>("l", "n", Token);
        var watch = client.WatchAsync<V1Pod>("n", new WatchOptions { ResourceVersion = "1" }, Token).CountAsync(Token).AsTask();

        server.Requests.Select(request => request.Split('?')[0]).ShouldBe(["GET /version", "GET /api/v1/namespaces/n/pods/p/log", "GET /apis/coordination.k8s.io/v1/namespaces/n/leases/l", "GET /api/v1/namespaces/n/pods"]);
        while (answers.TryDequeue(out var answer))
            answer.SetResult(Version());
        await Task.WhenAll(stuck, followed, lease, watch.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default));
        starved.IsCompleted.ShouldBeFalse();
    }

    private static HttpResponseMessage Version() => new(HttpStatusCode.OK) { Content = new StringContent("""{"gitVersion":"v1","metadata":{}}""") };

    private static (StubServer Server, Queue<TaskCompletionSource<HttpResponseMessage>> Answers) Silent()
    {
        var answers = new Queue<TaskCompletionSource<HttpResponseMessage>>();
        return (new StubServer(cancellationToken =>
        {
            var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            answers.Enqueue(answer);
            return answer.Task.WaitAsync(cancellationToken);
        }), answers);
    }
}
