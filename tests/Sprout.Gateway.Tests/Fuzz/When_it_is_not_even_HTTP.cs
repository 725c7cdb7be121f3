using System.Text;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>
/// Bytes that no HTTP client sends. Kestrel refuses what it cannot parse before any code of ours runs, with a status and no body, and closes the connection: whoever
/// sends it is no client that would read a problem.
/// </summary>
public sealed class When_it_is_not_even_HTTP(SharedRedis redis) : FuzzTest(redis)
{
    // Some of it never ends, so what is waited for is short here.
    protected override (string Key, string? Value)[] Settings => [("Gateway:Bounds:HeadersTimeout", "00:00:02"), ("Gateway:Bounds:BodyGrace", "00:00:02"), ("Gateway:Bounds:LeastBodyBytesPerSecond", "1000"), ("Gateway:Bounds:IdleTimeout", "00:00:02")];

    [Fact]
    public async Task It_is_refused_and_the_connection_is_closed()
    {
        var junk = RequestLines().Select(line => line + "\r\nHost: fuzz\r\nConnection: close\r\n\r\n")
            .Concat(HeaderLines().Select(header => $"GET /containers HTTP/1.1\r\nHost: fuzz\r\nConnection: close\r\nX-API-Key: {Key}\r\n{header}\r\n\r\n"))
            .Concat(Others());
        await Task.WhenAll(junk.Select(RefuseAsync));

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task Bodies_that_are_framed_wrongly_are_refused_everywhere()
    {
        var junk = from route in Routes
                   where route.Members is not null
                   from framing in Framings()
                   select $"{route.Method} {route.Path(Id)} HTTP/1.1\r\nHost: fuzz\r\nConnection: close\r\nX-API-Key: {Key}\r\nContent-Type: application/json\r\n{framing}";
        await Task.WhenAll(junk.Select(RefuseAsync));

        await ShouldHaveDoneNothingAsync();
    }

    private async Task RefuseAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var answer = await RawSocket.SendAsync(Gateway.Address, bytes);
        var sent = RawSocket.Start(bytes);
        // An unknown version of HTTP has a status of its own, which RFC 9110 puts among the 5xx.
        if (answer.Status != 505)
            ShouldBeHarmless(answer, sent);
        (answer.Status is 0 or 505 or (>= 400 and < 500)).ShouldBeTrue(sent + answer.Head);
        (answer.Status == 0 || answer.IsBare || answer.IsProblem).ShouldBeTrue(sent + answer.Head);
    }

    private static string[] Framings() =>
    [
        "Content-Length: -1\r\n\r\n{}", "Content-Length: 2, 3\r\n\r\n{}", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "Content-Length: 0x2\r\n\r\n{}", "Content-Length: 1e1\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n", "Transfer-Encoding: gzip\r\n\r\n{}", "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n", "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{\"\r\n0\r\nX-Injected: 1\r\n\r\n",
    ];

    private static string[] RequestLines() =>
    [
        "GET", "GET ", "GET /containers", "GET  /containers HTTP/1.1", "GET /containers HTTP/9.9", "GET /containers HTTP/1.1 x", "GET /containers HTP/1.1", "G\0T /containers HTTP/1.1", "GET /con\0tainers HTTP/1.1", "GET containers HTTP/1.1",
        "GET * HTTP/1.1", "GET http:// HTTP/1.1", "CONNECT /containers HTTP/1.1", "GET /\u00e4 HTTP/1.1", "G\u00cbT / HTTP/1.1", "(GET) / HTTP/1.1", " GET / HTTP/1.1", "\u0001\u0002\u0003", "PRI * HTTP/2.0", new('G', 100_000), $"GET /{new string('x', 200_000)} HTTP/1.1",
    ];

    private static string[] HeaderLines() =>
    [
        "no colon", ": empty", " folded: x", "Sp ace: x", "Tab\t: x", "N\0L: x", "Value: a\0b", "Value: a\rb", "\u00c4: x", "Host: other", $"{new string('n', 300_000)}: x", $"X: {new string('v', 300_000)}",
        string.Concat(Enumerable.Range(0, 5000).Select(i => $"X-{i}: 1\r\n")),
    ];

    private static string[] Others() =>
    [
        "\0", "\r\n\r\n\r\n\r\nX", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", "SSH-2.0-OpenSSH_9.0\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "*1\r\n$4\r\nPING\r\n", "EHLO fuzz\r\n", new('\u00ff', 1000), new('A', 300_000),
        "GET /containers HTTP/1.1\r\n\r\n", "GET /containers HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /containers HTTP/1.1\r\nHost: fuzz\r\nX-Half",
    ];
}
