using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Manners;

public sealed class When_the_server_asks_to_come_later : IDisposable
{
    private static readonly V1Lease Lease = new() { Metadata = new V1ObjectMeta { Name = "l", Namespace = "n" } };
    private static readonly V1Pod Pod = new() { Metadata = new V1ObjectMeta { Name = "p", Namespace = "n" } };

    private readonly ClockWithTimers _clock = new();
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();
    private readonly StubServer _server;

    public When_the_server_asks_to_come_later() => _server = new(_ => Task.FromResult(_answers.TryDequeue(out var answer) ? answer() : Ok()));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_call_is_sent_again_then(int status)
    {
        _answers.Enqueue(() => Later(status, 2));
        using var client = _server.Client(_clock, limits: new());
        var call = client.CreateAsync(Pod, Token);

        _clock.Advance(TimeSpan.FromMilliseconds(1900));
        (_server.Requests.Count, call.IsCompleted).ShouldBe((1, false));
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        (await call).Metadata.Name.ShouldBe("p");
        _server.Bodies.Count.ShouldBe(2);
        _server.Bodies[1].ShouldBe(_server.Bodies[0]);
    }

    [Fact]
    public async Task It_is_sent_so_often_and_no_more()
    {
        for (var i = 0; i < 10; i++)
            _answers.Enqueue(() => Later(429, 1));
        using var client = _server.Client(_clock, limits: new() { MostRepeats = 3 });
        var call = client.GetVersionAsync(Token);

        for (var i = 0; i < 3; i++)
        {
            await Eventually.HoldsAsync("it to wait", () => Task.FromResult(_server.Requests.Count == i + 1 && _clock.Waiting >= 2));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var thrown = await Should.ThrowAsync<KubernetesException>(() => call);
        (thrown.StatusCode, thrown.RetryAfter, thrown.IsTransient).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1), true));
        _server.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(429, 30)] // later than the call has time for
    [InlineData(429, null)]
    [InlineData(503, null)]
    [InlineData(500, 1)] // this one may have been done
    public async Task Otherwise_it_is_the_callers_to_decide(int status, int? seconds)
    {
        _answers.Enqueue(() => Later(status, seconds));
        using var client = _server.Client(_clock, limits: new());

        await Should.ThrowAsync<KubernetesException>(() => client.GetVersionAsync(Token));

        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Other_calls_hold_back_meanwhile_but_for_leases()
    {
        var open = new TaskCompletionSource();
        var calls = 0;
        var server = new StubServer(async cancellationToken =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                return Later(429, 5);
            await open.Task.WaitAsync(cancellationToken);
            return Ok();
        });
        using var client = server.Client(_clock, limits: new() { ConcurrencyWhenSpared = 1 });
        var refused = client.ReadAsync<V1Pod>("p", "n", Token);

        var others = Enumerable.Range(0, 5).Select(_ => client.GetVersionAsync(Token)).ToList();
        var lease = client.ReplaceAsync(Lease, Token);

        server.Requests.ShouldBe(["GET /api/v1/namespaces/n/pods/p", "GET /version", "PUT /apis/coordination.k8s.io/v1/namespaces/n/leases/l"]);
        _clock.Advance(TimeSpan.FromSeconds(5));
        open.SetResult();
        await Task.WhenAll([refused, lease, .. others]);
        server.Requests.Count.ShouldBe(8);
    }

    [Theory]
    [InlineData(60, 5)] // later than the call has time for
    [InlineData(1, 0)] // one that was sent often enough
    public async Task They_do_also_when_the_call_itself_is_given_up(int seconds, int repeats)
    {
        _answers.Enqueue(() => Later(429, seconds));
        var open = new TaskCompletionSource();
        var server = new StubServer(async cancellationToken =>
        {
            if (_answers.TryDequeue(out var answer))
                return answer();
            await open.Task.WaitAsync(cancellationToken);
            return Ok();
        });
        using var client = server.Client(_clock, limits: new() { ConcurrencyWhenSpared = 1, MostRepeats = repeats });

        (await Should.ThrowAsync<KubernetesException>(() => client.GetVersionAsync(Token))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));

        var others = Enumerable.Range(0, 5).Select(_ => client.GetVersionAsync(Token)).ToList();
        server.Requests.Count.ShouldBe(2);
        open.SetResult();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task A_log_that_is_followed_does_not_wait_among_refusals_for_as_long_as_it_may_be_silent()
    {
        _answers.Enqueue(() => Later(503, 3));
        _answers.Enqueue(() => Later(503, 3));
        using var client = _server.Client(_clock, limits: new());
        var followed = client.ReadPodLogAsync("p", "n", new PodLogOptions { Follow = true }, Token);
        followed.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(3));

        await Should.ThrowAsync<KubernetesException>(() => followed);
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_measured()
    {
        _answers.Enqueue(() => Later(429, 1));
        using var client = _server.Client(_clock, limits: new());
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == "Sprout.Kubernetes")
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, tags));
        listener.Start();

        var call = client.ReadAsync<V1Node>("only-this-spec-asks-for-nodes", cancellationToken: Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await call;

        lock (measured)
            measured.Where(line => line.Contains("nodes", StringComparison.Ordinal)).ShouldBe([
                "sprout.kubernetes.call.duration verb=get resource=nodes code=429",
                "sprout.kubernetes.repeats verb=get resource=nodes code=429",
                "sprout.kubernetes.call.duration verb=get resource=nodes code=200",
            ]);

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var line = instrument.Name;
            foreach (var (name, value) in tags)
                line += $" {name}={value}";
            lock (measured)
                measured.Add(line);
        }
    }

    public void Dispose() => _server.Dispose();

    private static HttpResponseMessage Ok() => new(HttpStatusCode.OK) { Content = new StringContent("""{"gitVersion":"v1","metadata":{"name":"p"}}""") };

    private static HttpResponseMessage Later(int status, int? seconds)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("Too many requests, please try again later.") };
        response.Headers.RetryAfter = seconds is { } wait ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(wait)) : null;
        return response;
    }
}
