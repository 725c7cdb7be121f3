using System.Net.Http.Headers;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_the_body_is_no_object(SharedRedis redis) : GatewayTest(redis)
{
    private const int Seed = 20260504;

    [Theory]
    [InlineData("{\"name\":\n \"a\",}", "line 2, byte 6")]
    [InlineData("{", "line 1")]
    [InlineData("[]", "array")]
    [InlineData("null", "null")]
    [InlineData("\"text\"", "text")]
    [InlineData("{\"name\":\"\\ud800\"}", "Unicode")]
    [InlineData("{\"\\udfff\":1}", "Unicode")]
    [InlineData("{\"env\":{\"\\ud800\":\"a\"}}", "Unicode")]
    public async Task The_problem_says_where_it_stops_being_one(string body, string where)
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", body);

        (await response.ProblemAsync(400, "malformed-json"))["detail"]!.GetValue<string>().ShouldContain(where);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_refused()
    {
        using var response = await SendAsync([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);

        await response.ProblemAsync(400, "malformed-json");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_large_a_body_is_refused(bool saysItsLength)
    {
        using var content = new StringContent($$"""{"name":"{{new string('a', 70_000)}}"}""", new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/containers") { Content = content };
        request.Headers.TransferEncodingChunked = !saysItsLength;
        using var response = await Gateway.Visitor.SendAsync(request, Cancel);

        await response.ProblemAsync(413, "payload-too-large");
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var response = await Gateway.Visitor.PostAsync("/containers", new StringContent("name=a", new MediaTypeHeaderValue("application/x-www-form-urlencoded")), Cancel);

        await response.ProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task No_garbage_breaks_the_gateway()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 500; i++)
        {
            var body = Garbage(random);
            using var response = await SendAsync(body);
            ((int)response.StatusCode).ShouldBeLessThan(500, $"seed {Seed}, round {i}: {Convert.ToHexString(body)}");
        }
    }

    /// <summary>A sound body with some of its bytes changed, or no sense at all.</summary>
    private static byte[] Garbage(Random random)
    {
        if (random.Next(4) == 0)
        {
            var noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            return noise;
        }

        var body = """{"name":"a\u0041","image":"nginx:latest@sha256:00","port":80,"env":{"A":"b","C":null},"ttl_seconds":3600}"""u8.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--)
            body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "\"{}[]:,\\u0d8-\n"u8[random.Next(14)];
        return body[..random.Next(body.Length / 2, body.Length + 1)];
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body) =>
        Gateway.Service.PostAsync("/containers", new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } }, Cancel);
}
