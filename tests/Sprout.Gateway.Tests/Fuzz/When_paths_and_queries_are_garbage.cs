using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

public sealed class When_paths_and_queries_are_garbage(SharedRedis redis) : FuzzTest(redis)
{
    private static readonly string[] Segments =
    [
        "..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2f", "..%5c..%5c", "%252e%252e%252f", "%2f", "%2F%2F", "a%2fb", "%0d%0aX-Injected:%201", "%0a", "%00", "%00.json", "%ff", "%c0%af", "%ed%a0%80", "%", "%zz",
        "%u0041", "\u00ff\u00fe", ";a=b", "*", "'", "\"", "<x>", "{id}", "%7bid%7d", "null", "undefined", "NaN", "-1", "0", "1e400", "99999999999999999999999999", "00000000-0000-0000-0000-000000000000",
        "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}", "%e2%80%ae", "%e2%80%8b", "%f0%9f%92%a5", "%EF%BB%BF", "a b", "a\tb", "a%20b", "extend", "../containers", "./././", "//", "#", "?", "&", "=",
        new('a', 1000), new('a', 7000), string.Concat(Enumerable.Repeat("%2e%2e%2f", 700)), string.Concat(Enumerable.Repeat("a/", 3000)),
    ];

    private static readonly string[] Queries =
    [
        "=", "&", "&&&", "==", "%", "%zz", "%00=%00", "a=%ff", "a=%ed%a0%80", "[]=1", "a[b][c]=1", "__proto__=1", "?", "??a=b", "a=1;b=2", "\u00ff=\u00fe", "a=%0d%0aX-Injected:%201",
        string.Join('&', Enumerable.Range(0, 900).Select(i => $"k{i}=1")), new('a', 7000),
    ];

    [Fact]
    public async Task A_path_argument_that_is_none_is_refused()
    {
        foreach (var route in Routes.Where(route => route.HasPathParameter))
        {
            foreach (var segment in Segments)
            {
                var request = Request(route, route.Members is null ? null : "{\"unknown\":1}") with { Target = route.Path(segment) };
                var (answer, sent) = (await SendAsync(request), RawSocket.Start(request.Bytes()));
                ShouldBeHarmless(answer, sent);
                // "." and ".." are taken away before routes are matched, also when they are written as %2e, so another route may answer.
                if (!segment.Contains('.') && !segment.StartsWith("%2e", StringComparison.Ordinal) && segment is not ("?" or "#"))
                    answer.Status.ShouldBeInRange(400, 499, sent + answer.Head);
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task What_stands_before_or_behind_a_path_does_no_harm()
    {
        var routes = Routes.Where(route => route.Method == "GET").ToList();
        for (var i = 0; i < Segments.Length; i++)
        {
            var (route, segment) = (routes[i % routes.Count], Segments[i]);
            foreach (var target in (string[])[$"/{segment}{route.Path(Id)}", $"{route.Path(Id)}/{segment}", $"/api/api{route.Path(Id)}", $"/api//{segment}"])
                ShouldBeHarmless(await SendAsync(Request(route) with { Target = target }), $"GET {target}");
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task A_query_argument_that_is_none_is_refused_by_its_name_or_ignored()
    {
        foreach (var route in Routes)
        {
            foreach (var name in route.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name))
            {
                foreach (var text in Garbage.Texts.Where(text => text.Length < 5000).Concat(["0x10", "1e999", "true", "99999999999999999999"]))
                {
                    var answer = await SendAsync(Request(route) with { Target = $"{route.Path(Id)}?{name}={Uri.EscapeDataString(text)}" });
                    ShouldBeHarmless(answer, $"{route}: {name}={text}");
                    if (answer.Status >= 400)
                        answer.Fields.ShouldContain(name, answer.Body);
                }
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task A_query_that_is_none_does_no_harm()
    {
        foreach (var route in Routes.Where(route => route.Method == "GET"))
            foreach (var query in Queries)
                ShouldBeHarmless(await SendAsync(Request(route) with { Target = $"{route.Path(Id)}?{query}" }), $"{route}?{query}");

        await ShouldHaveDoneNothingAsync();
    }

    [Theory]
    [InlineData(9_000)]
    [InlineData(40_000)]
    public async Task One_that_is_too_long_is_refused_with_a_problem(int length)
    {
        foreach (var route in Routes)
        {
            foreach (var target in (string[])[$"{route.Path(Id)}?{new string('q', length)}", $"/{new string('p', length)}"])
            {
                var answer = await SendAsync(Request(route) with { Target = target });
                ShouldBeRefused(answer, $"{route}, {length} letters");
                answer.Status.ShouldBe(414);
            }
        }

        await ShouldHaveDoneNothingAsync();
    }
}
