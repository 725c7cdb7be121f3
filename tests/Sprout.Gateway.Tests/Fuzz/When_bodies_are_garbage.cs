using System.Text;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

public sealed class When_bodies_are_garbage(SharedRedis redis) : FuzzTest(redis)
{
    private IEnumerable<ApiRoute> RoutesWithBody => Routes.Where(route => route.Members is not null);

    [Fact]
    public async Task What_is_no_object_of_known_members_is_refused_everywhere()
    {
        foreach (var route in RoutesWithBody)
        {
            foreach (var body in Garbage.Bodies())
            {
                var request = Request(route) with { Body = body };
                ShouldBeRefused(await SendAsync(request), RawSocket.Start(request.Bytes()));
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task A_member_that_cannot_be_is_refused_by_its_name()
    {
        foreach (var route in RoutesWithBody)
        {
            foreach (var (name, schema) in route.Members!)
            {
                foreach (var value in Garbage.Values(schema))
                {
                    var request = Request(route, $"{{\"{name}\":{value}}}");
                    var (answer, sent) = (await SendAsync(request), RawSocket.Start(request.Bytes()));
                    ShouldBeRefused(answer, sent);
                    // Text that is not Unicode is no JSON text: the body has no members then.
                    if (!value.Contains("\\ud800", StringComparison.OrdinalIgnoreCase))
                        answer.Fields.ShouldContain(field => field == name || field.StartsWith(name + ".") || field.StartsWith(name + "["), sent + answer.Body);
                }
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task A_member_that_stands_there_twice_is_refused_by_its_name()
    {
        foreach (var route in RoutesWithBody)
        {
            foreach (var name in route.Members!.Keys)
            {
                var answer = await SendAsync(Request(route, $"{{\"{name}\":null,\"{name}\":null}}"));
                ShouldBeRefused(answer, $"{route}: {name} twice");
                answer.Fields.ShouldContain(name);
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/octet-stream")]
    [InlineData(";;;")]
    [InlineData("application/json/json")]
    [InlineData("*/*")]
    public async Task Another_media_type_is_refused(string type)
    {
        foreach (var route in RoutesWithBody)
        {
            var answer = await SendAsync(Request(route, "{\"unknown\":1}") with { ContentType = type });
            ShouldBeRefused(answer, $"{route} with {type}");
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task One_that_is_too_large_is_refused_however_it_is_sent()
    {
        const int TooMany = 70_000;
        foreach (var route in RoutesWithBody)
        {
            var spaces = new string(' ', TooMany);
            var whole = await SendAsync(Request(route, spaces));
            ShouldBeRefused(whole, $"{route}: {TooMany} bytes");
            whole.Status.ShouldBe(413);

            var chunk = Encoding.ASCII.GetBytes($"{TooMany:x}\r\n{spaces}\r\n0\r\n\r\n");
            var chunked = await SendAsync(Request(route) with { Body = chunk, Length = "", Headers = "Transfer-Encoding: chunked\r\n" });
            ShouldBeRefused(chunked, $"{route}: {TooMany} bytes in a chunk");

            foreach (var length in (string[])["70000", "9223372036854775807"])
            {
                var promised = await SendAsync(Request(route, "{}") with { Length = length });
                ShouldBeRefused(promised, $"{route}: {length} bytes promised");
                promised.Status.ShouldBe(413);
            }
        }

        await ShouldHaveDoneNothingAsync();
    }

    [Fact]
    public async Task One_that_breaks_off_does_nothing()
    {
        foreach (var route in RoutesWithBody)
            ShouldBeHarmless(await SendAsync(Request(route, "{\"unknown\":1") with { Length = "1000" }, finish: true), $"{route}, broken off");

        await ShouldHaveDoneNothingAsync();
    }
}
