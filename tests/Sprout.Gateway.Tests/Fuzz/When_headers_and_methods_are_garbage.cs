using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

public sealed class When_headers_and_methods_are_garbage(SharedRedis redis) : FuzzTest(redis)
{
    [Fact]
    public async Task A_method_that_a_path_does_not_have_is_refused()
    {
        foreach (var path in Routes.GroupBy(route => route.Template))
        {
            foreach (var method in (string[])["PUT", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "GETT", "QUERY", new('A', 500)])
            {
                var answer = await SendAsync(Request(path.First()) with { Method = method });
                ShouldBeHarmless(answer, $"{method} {path.Key}");
                answer.Status.ShouldBeInRange(400, 499, $"{method} {path.Key}\n{answer.Head}");
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task Too_many_headers_are_refused_with_a_problem()
    {
        foreach (var route in Routes)
        {
            foreach (var headers in (string[])[string.Concat(Enumerable.Range(0, 150).Select(i => $"X-{i}: 1\r\n")), $"X-Long: {new string('x', 40_000)}\r\n", $"X-Request-Id: {new string('x', 40_000)}\r\n"])
            {
                var answer = await SendAsync(Request(route) with { Headers = headers });
                ShouldBeRefused(answer, $"{route}, {headers.Length} bytes of headers");
                answer.Status.ShouldBe(431);
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task A_header_that_is_asked_for_is_refused_by_its_name_or_ignored()
    {
        foreach (var route in Routes)
        {
            foreach (var name in route.Parameters.Where(parameter => parameter.In == "header").Select(parameter => parameter.Name))
            {
                foreach (var value in (string[])["", " ", "\u00ff", "\u00e2\u0080\u00ae", new('a', 300), new('a', 20_000), "a,b", "\"", "-1", "9999999999999999999-1", "0-99999999999999999999", "a\tb", "../"])
                {
                    var answer = await SendAsync(Request(route, route.Members is null ? null : "{\"unknown\":1}") with { Headers = $"{name}: {value}\r\n{name}: x\r\n" });
                    ShouldBeHarmless(answer, $"{route}, {name}: {value}");
                }
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Theory]
    [InlineData("Accept: nothing/at-all")]
    [InlineData("Accept-Encoding: evil, *;q=0")]
    [InlineData("Content-Encoding: gzip")]
    [InlineData("Expect: 100-continue")]
    [InlineData("Expect: 900-teapot")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade")]
    [InlineData("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")]
    [InlineData("Range: bytes=0-0,-1")]
    [InlineData("If-Modified-Since: yesterday")]
    [InlineData("Origin: null\r\nAccess-Control-Request-Method: DELETE")]
    [InlineData("Cookie: a=b; sprout_visitor=\u00ff; =;;;")]
    [InlineData("X-Forwarded-For: , ,127.0.0.1, ::1, [, \u00ff")]
    [InlineData("X-Forwarded-Host: evil\r\nX-Forwarded-Proto: javascript\r\nForwarded: for=\"[::\"")]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-Original-URL: /admin\r\nX-Rewrite-URL: /admin")]
    [InlineData("X-API-Key: another")]
    [InlineData("(): x")]
    [InlineData("Authorization: Bearer \u00ff\u00fe")]
    public async Task Any_other_does_no_harm(string header)
    {
        foreach (var route in Routes)
            ShouldBeHarmless(await SendAsync(Request(route, route.Members is null ? null : "{\"unknown\":1}") with { Headers = header + "\r\n" }), $"{route}, {header}");

        Gateway.Lifecycle.Heard.Count.ShouldBeLessThanOrEqualTo(Routes.Count); // a deletion without a body may be among them
    }
}
