using System.Net;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_a_request_counts : LimitedGatewayTest
{
    [Fact]
    public async Task Its_answer_says_what_is_left_in_the_words_of_the_draft()
    {
        using var response = await Gateway.Visitor.GetAsync("/containers", Cancel);

        response.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"address\";q=100;w=900, \"burst\";q=100;w=5");
        response.Headers.GetValues("RateLimit").Single().ShouldBe("\"address\";r=99;t=900, \"burst\";r=99;t=1");
    }

    [Theory]
    [InlineData("/broken", 500)]
    [InlineData("/nowhere", 404)]
    [InlineData("/containers/no-id", 404)]
    [InlineData("/containers?limit=0", 400)]
    public async Task An_error_says_so_too(string path, int status)
    {
        using var response = await Gateway.Visitor.GetAsync(path, Cancel);

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("RateLimit").Single().ShouldContain("\"address\";r=99;");
        response.Headers.Contains("RateLimit-Policy").ShouldBeTrue();
    }

    [Fact]
    public async Task A_missing_or_wrong_key_counts_and_a_wrong_one_by_a_limit_of_its_own()
    {
        using var missing = await Gateway.Anonymous.GetAsync("/containers", Cancel);
        using var wrong = await SendAsync(HttpMethod.Get, "/containers", ("X-API-Key", "a guess"));

        missing.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        missing.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"address\";r=99;");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Headers.GetValues("RateLimit").Single().ShouldMatch("""^"address";r=98;t=900, "burst";r=9[89];t=1, "failed-authentication";r=19;t=900$""");
    }

    [Fact]
    public async Task What_is_free_does_not()
    {
        string[] free = ["/livez", "/readyz", "/healthz", "/api/livez", "/openapi/v1.json", "/docs", "/rate-limit", "/api/rate-limit"];
        foreach (var path in free)
        {
            using var response = await Gateway.Visitor.GetAsync(path, Cancel);
            response.EnsureSuccessStatusCode().Headers.Contains("RateLimit").ShouldBeFalse(path);
        }

        (await Gateway.Visitor.ReadAsync("/rate-limit"))!["remaining"]!.GetValue<int>().ShouldBe(100);
    }

    [Fact]
    public async Task A_browsers_question_before_a_request_does_not()
    {
        using var preflight = await SendAsync(HttpMethod.Options, "/containers", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"));

        preflight.Headers.Contains("RateLimit").ShouldBeFalse();
        (await Gateway.Visitor.ReadAsync("/rate-limit"))!["remaining"]!.GetValue<int>().ShouldBe(100);
    }

    [Fact]
    public async Task An_open_event_stream_counts_once()
    {
        await using var events = await EventReader.ConnectAsync(Gateway.Visitor);
        for (var i = 0; i < 5; i++)
        {
            await Gateway.GivenAsync();
            await events.NextChangeAsync();
        }

        events.Response.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"address\";r=99;");
        (await Gateway.Visitor.ReadAsync("/rate-limit"))!["remaining"]!.GetValue<int>().ShouldBe(99);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await Gateway.Anonymous.SendAsync(request, Cancel);
    }
}
