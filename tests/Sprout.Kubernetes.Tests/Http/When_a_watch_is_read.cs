using System.Net;
using System.Text;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_a_watch_is_read
{
    private const string Events = """
        {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"größe-1","resourceVersion":"5"},"spec":{"containers":[{"name":"a"}]}}}
        {"object":{"metadata":{"name":"two","resourceVersion":"6"},"status":{"phase":"Running"}},"type":"MODIFIED"}
        {"type":"DELETED","object":{"metadata":{"name":"two","resourceVersion":"7"}}}
        {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"9","creationTimestamp":null},"spec":{"containers":null},"status":{}}}

        """;

    private static readonly string[] Expected = ["Added größe-1 5", "Modified two 6", "Deleted two 7", "Bookmark  9"];
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Events.ReplaceLineEndings("\n"));

    [Fact]
    public async Task It_does_not_matter_where_the_bytes_are_cut()
    {
        for (var cut = 1; cut < Bytes.Length; cut++)
        {
            (await ReadAsync(new ChoppedStream(Bytes, position => position < cut ? cut - position : Bytes.Length))).ShouldBe(Expected, ignoreOrder: false, $"cut after byte {cut}");
        }
    }

    [Fact]
    public async Task Single_bytes_will_do() => (await ReadAsync(new ChoppedStream(Bytes, _ => 1))).ShouldBe(Expected);

    [Fact]
    public async Task Blank_lines_are_passed_over() => (await ReadAsync(Of("\n\r\n{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\"}}}\r\n\n"))).ShouldBe(["Added a "]);

    [Fact]
    public async Task The_last_event_needs_no_line_end() => (await ReadAsync(Of("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\"}}}"))).ShouldBe(["Added a "]);

    [Fact]
    public async Task An_end_inside_an_event_is_an_error()
    {
        var body = new ChoppedStream(Bytes[..^20], _ => 100);

        (await Should.ThrowAsync<HttpRequestException>(() => ReadAsync(body))).Message.ShouldStartWith("The watch of pods broke off");
        body.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_error()
    {
        var broken = new ChoppedStream(Bytes, _ => 100, new HttpIOException(HttpRequestError.ResponseEnded));
        await Should.ThrowAsync<HttpRequestException>(() => ReadAsync(broken));
    }

    [Theory]
    [InlineData("{\"type\":\"NEWS\",\"object\":{\"metadata\":{}}}\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n")]
    [InlineData("[]\n")]
    [InlineData("<html>\n")]
    public async Task What_is_no_event_is_an_error(string line) => await Should.ThrowAsync<HttpRequestException>(() => ReadAsync(Of(line)));

    [Fact]
    public async Task An_event_without_end_is_an_error()
    {
        var endless = new ChoppedStream(new byte[9 * 1024 * 1024], _ => int.MaxValue);
        (await Should.ThrowAsync<HttpRequestException>(() => ReadAsync(endless))).Message.ShouldContain("longer than");
    }

    [Fact]
    public async Task An_error_event_is_thrown_with_its_status()
    {
        var error = """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (442)","reason":"Expired","code":410}}""";

        var thrown = await Should.ThrowAsync<KubernetesException>(() => ReadAsync(Of(error + "\n")));

        thrown.StatusCode.ShouldBe(HttpStatusCode.Gone);
        thrown.Status.Reason.ShouldBe("Expired");
        thrown.Status.Message.ShouldBe("too old resource version: 1 (442)");
    }

    [Fact]
    public async Task Leaving_it_closes_the_answer()
    {
        var body = new ChoppedStream(Bytes, _ => 100);

        await Watch(StubServer.Streaming(body)).FirstAsync(TestContext.Current.CancellationToken);

        body.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_time_that_a_call_has_does_not_end_it()
    {
        var clock = new ClockWithTimers();
        await using var events = Watch(StubServer.Streaming(new ChoppedStream(Bytes, _ => 100)), clock).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await events.MoveNextAsync()).ShouldBeTrue();

        clock.Advance(TimeSpan.FromHours(1));

        (await events.MoveNextAsync()).ShouldBeTrue();
    }

    private static ChoppedStream Of(string text) => new(Encoding.UTF8.GetBytes(text), _ => int.MaxValue);

    private static IAsyncEnumerable<WatchEvent<V1Pod>> Watch(StubServer server, TimeProvider? clock = null) =>
        server.Client(clock).WatchAsync<V1Pod>("n", new WatchOptions { ResourceVersion = "1" }, TestContext.Current.CancellationToken);

    private static async Task<List<string>> ReadAsync(Stream body) =>
        await Watch(StubServer.Streaming(body)).Select(e => $"{e.Type} {e.Object.Metadata.Name} {e.Object.Metadata.ResourceVersion}").ToListAsync(TestContext.Current.CancellationToken);
}
