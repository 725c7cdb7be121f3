using System.Net;
using System.Net.Sockets;
using System.Text;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_a_log_is_read
{
    private readonly ClockWithTimers _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_for_what_is_wanted_only()
    {
        var server = StubServer.Answering(HttpStatusCode.OK, "", "text/plain");
        using var client = server.Client();

        await using (await client.ReadPodLogAsync("p", "n", cancellationToken: Token))
        await using (await client.ReadPodLogAsync("p", "n", Everything(), Token))
        {
            server.Requests.ShouldBe([
                "GET /api/v1/namespaces/n/pods/p/log",
                "GET /api/v1/namespaces/n/pods/p/log?container=main&follow=true&previous=true&tailLines=10&sinceTime=2031-02-03T04%3A05%3A06.5Z&timestamps=true&limitBytes=2048",
            ]);
        }
    }

    [Fact]
    public async Task Its_bytes_are_the_containers()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        using var client = StubServer.Streaming(new ChoppedStream(bytes, _ => 7)).Client();
        await using var log = await client.ReadPodLogAsync("p", "n", cancellationToken: Token);

        using var copy = new MemoryStream();
        await log.CopyToAsync(copy, Token);

        copy.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task Disposing_it_closes_the_answer()
    {
        var body = new ChoppedStream("a\n"u8.ToArray(), _ => 1);
        using var client = StubServer.Streaming(body).Client();

        await (await client.ReadPodLogAsync("p", "n", cancellationToken: Token)).DisposeAsync();

        body.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_token_that_opened_it_ends_its_reads()
    {
        using var client = StubServer.Streaming(new SilentBody()).Client();
        using var source = new CancellationTokenSource();
        await using var log = await client.ReadPodLogAsync("p", "n", new PodLogOptions { Follow = true }, source.Token);
        var read = log.ReadAsync(new byte[10], Token).AsTask();

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task It_streams_as_long_as_it_likes()
    {
        using var client = StubServer.Streaming(new ChoppedStream("one\ntwo\n"u8.ToArray(), _ => 4)).Client(_clock);
        await using var log = await client.ReadPodLogAsync("p", "n", cancellationToken: Token);
        var buffer = new byte[10];
        (await log.ReadAsync(buffer, Token)).ShouldBe(4);

        _clock.Advance(TimeSpan.FromHours(5));

        (await log.ReadAsync(buffer, Token)).ShouldBe(4);
    }

    [Fact]
    public async Task One_that_is_followed_may_begin_late()
    {
        var first = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new StubServer(first.Task.WaitAsync).Client(_clock);
        var followed = client.ReadPodLogAsync("p", "n", new PodLogOptions { Follow = true }, Token);
        var read = client.ReadPodLogAsync("p", "n", cancellationToken: Token);

        _clock.Advance(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<TimeoutException>(() => read);
        first.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("late") });

        using var text = new StreamReader(await followed, Encoding.UTF8);
        (await text.ReadToEndAsync(Token)).ShouldBe("late");
    }

    [Fact]
    public async Task A_refusal_is_thrown()
    {
        var status = """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"container \"main\" in pod \"p\" is waiting to start: ContainerCreating","reason":"BadRequest","code":400}""";
        using var client = StubServer.Answering(HttpStatusCode.BadRequest, status).Client();

        var thrown = await Should.ThrowAsync<KubernetesException>(() => client.ReadPodLogAsync("p", "n", cancellationToken: Token));

        thrown.Status.Message.ShouldBe("container \"main\" in pod \"p\" is waiting to start: ContainerCreating");
    }

    [Theory]
    [InlineData("unable to retrieve container logs for containerd://9820e5b6", 1000)]
    [InlineData("unable to retrieve container logs for docker://9820e5b6\n", 1)]
    public async Task One_that_the_node_has_cleared_away_is_refused(string text, int piece)
    {
        foreach (var options in new[] { new PodLogOptions(), new PodLogOptions { Previous = true }, new PodLogOptions { Previous = true, Follow = true } })
        {
            var body = new ChoppedStream(Encoding.UTF8.GetBytes(text), _ => piece);
            using var client = StubServer.Streaming(body).Client();

            var thrown = await Should.ThrowAsync<KubernetesException>(() => client.ReadPodLogAsync("p", "n", options, Token));

            (thrown.StatusCode, thrown.Status.Message).ShouldBe((HttpStatusCode.BadRequest, text.TrimEnd()));
            body.IsDisposed.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("unable")]
    [InlineData("unable to retrieve container logs for ")]
    [InlineData("unable to retrieve container logs for a friend\n")]
    [InlineData("unable to retrieve container logs for containerd://9820e5b6\nlistening\n")]
    [InlineData("2031-02-03T04:05:06Z unable to retrieve container logs for containerd://9820e5b6\n")]
    public async Task What_a_container_writes_itself_is_not(string text)
    {
        foreach (var piece in new[] { 1, 7, 1000 })
        {
            using var client = StubServer.Streaming(new ChoppedStream(Encoding.UTF8.GetBytes(text), _ => piece)).Client();
            using var log = new StreamReader(await client.ReadPodLogAsync("p", "n", new PodLogOptions { Previous = true }, Token));

            (await log.ReadToEndAsync(Token)).ShouldBe(text);
        }
    }

    [Fact]
    public async Task One_that_breaks_before_it_begins_is_closed()
    {
        var body = new ChoppedStream([], _ => 1, new HttpIOException(HttpRequestError.ResponseEnded));
        using var client = StubServer.Streaming(body).Client();

        await Should.ThrowAsync<HttpRequestException>(() => client.ReadPodLogAsync("p", "n", cancellationToken: Token));

        body.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_io_exception()
    {
        foreach (var failure in new Exception[] { new HttpIOException(HttpRequestError.ResponseEnded), new SocketException((int)SocketError.ConnectionReset) })
        {
            using var client = StubServer.Streaming(new ChoppedStream("half"u8.ToArray(), _ => 100, failure)).Client();
            using var text = new StreamReader(await client.ReadPodLogAsync("p", "n", cancellationToken: Token));

            await Should.ThrowAsync<IOException>(() => text.ReadToEndAsync(Token));
        }
    }

    private static PodLogOptions Everything() => new()
    {
        Container = "main",
        Follow = true,
        Previous = true,
        TailLines = 10,
        SinceTime = new DateTimeOffset(2031, 2, 3, 5, 5, 6, 500, TimeSpan.FromHours(1)),
        Timestamps = true,
        LimitBytes = 2048,
    };

    private sealed class SilentBody : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
