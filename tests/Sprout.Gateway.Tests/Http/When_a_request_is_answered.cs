using Microsoft.Extensions.Logging;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Http;

public sealed class When_a_request_is_answered(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Cors:Origins:0", "https://console.example.test")];

    [Theory]
    [InlineData("/containers")]
    [InlineData("/nothing")]
    [InlineData("/broken")]
    [InlineData("/docs")]
    public async Task Browsers_are_told_not_to_guess_or_frame_or_leak(string path)
    {
        using var response = await Gateway.Visitor.GetAsync(path, Cancel);

        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var rule in new[] { "default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'" })
            policy.ShouldContain(rule);
        response.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("this is not https");
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_an_owners_is_not_kept_by_caches() =>
        (await Gateway.Visitor.GetAsync("/containers", Cancel)).Headers.CacheControl!.NoStore.ShouldBeTrue();

    [Theory]
    [InlineData("abc-123_X.y", true)]
    [InlineData("spaces are not fit", false)]
    [InlineData("<script>", false)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890", false)]
    public async Task The_callers_request_id_is_kept_when_it_is_fit_for_a_log(string id, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/containers") { Headers = { { "X-Request-Id", id } } };
        using var response = await Gateway.Visitor.SendAsync(request, Cancel);

        (response.Headers.GetValues("X-Request-Id").Single() == id).ShouldBe(isKept);
    }

    [Fact]
    public async Task One_line_is_logged_with_the_routes_template()
    {
        var container = await Gateway.GivenAsync();
        using var response = await Gateway.Visitor.GetAsync($"/api/containers/{container.CorrelationId}", Cancel);
        await response.Content.ReadAsStringAsync(Cancel);

        var id = response.Headers.GetValues("X-Request-Id").Single();
        // The line comes after the last byte of the answer.
        await Gateway.Log.WaitForAsync(line => line.Category.EndsWith("RequestLog", StringComparison.Ordinal) && line.Text.StartsWith(id, StringComparison.Ordinal));
        var written = Gateway.Log.All.Single(line => line.Category.EndsWith("RequestLog", StringComparison.Ordinal) && line.Text.StartsWith(id, StringComparison.Ordinal)).Text;
        written.ShouldStartWith($"{id} {Gateway.Owner} GET /containers/{{id}} 200 ");
    }

    [Fact]
    public async Task That_all_is_well_is_no_news()
    {
        await Gateway.GivenAsync();
        using var response = await Gateway.Visitor.GetAsync("/api/readyz", Cancel);

        var id = response.Headers.GetValues("X-Request-Id").Single();
        await Gateway.Log.WaitForAsync(line => line.Category.EndsWith("RequestLog", StringComparison.Ordinal) && line.Text.StartsWith(id, StringComparison.Ordinal));
        Gateway.Log.All.Single(line => line.Text.StartsWith(id, StringComparison.Ordinal) && line.Category.EndsWith("RequestLog", StringComparison.Ordinal)).Level.ShouldBe(LogLevel.Debug);
    }

    [Theory]
    [InlineData("https://console.example.test", true)]
    [InlineData("https://evil.example.test", false)]
    public async Task Only_listed_origins_may_ask_from_a_browser(string origin, bool mayAsk)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/containers")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "x-api-key" } },
        };
        using var response = await Gateway.Anonymous.SendAsync(request, Cancel);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(mayAsk);
    }
}
