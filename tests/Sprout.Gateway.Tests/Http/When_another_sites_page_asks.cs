using System.Net;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Http;

public sealed class When_another_sites_page_asks(SharedRedis redis) : GatewayTest(redis)
{
    private const string Listed = "https://console.example.test";

    protected override (string Key, string? Value)[] Settings => [("Cors:Origins:0", Listed)];

    [Theory]
    [InlineData("cross-site", "https://evil.example.test")]
    [InlineData("cross-site", "null")]
    [InlineData("same-site", "https://my-container.example.test")]
    [InlineData("", "https://evil.example.test")]
    [InlineData("", "null")]
    public async Task It_cannot_act_for_a_visitor(string site, string origin)
    {
        var container = await Gateway.GivenAsync();
        foreach (var request in new[]
        {
            new HttpRequestMessage(HttpMethod.Post, "/api/containers") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain") },
            new HttpRequestMessage(HttpMethod.Delete, $"/containers/{container.CorrelationId}"),
            new HttpRequestMessage(HttpMethod.Post, $"/containers/{container.CorrelationId}/extend"),
            new HttpRequestMessage(HttpMethod.Get, "/api/containers"),
        })
        {
            using var response = await SendAsync(Gateway.Visitor, request, site, origin);
            await response.ProblemAsync(403, "cross-site");
        }

        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("same-origin", "https://sprout.example.test")]
    [InlineData("none", "")]
    [InlineData("cross-site", Listed)]
    [InlineData("", "")]
    public async Task Our_own_and_a_listed_ones_can(string site, string origin) =>
        (await SendAsync(Gateway.Visitor, new(HttpMethod.Post, "/containers"), site, origin)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task A_browser_that_says_no_site_is_told_by_the_host() =>
        (await SendAsync(Gateway.Visitor, new(HttpMethod.Post, "/containers"), site: "", Gateway.Address.GetLeftPart(UriPartial.Authority))).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task A_program_with_a_key_of_its_own_is_no_page() =>
        (await SendAsync(Gateway.Service, new(HttpMethod.Post, "/containers"), "cross-site", "https://evil.example.test")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task It_may_read_only_when_it_is_listed_and_never_with_the_cookie()
    {
        using var listed = await SendAsync(Gateway.Visitor, new(HttpMethod.Get, "/containers"), "cross-site", Listed);
        using var other = await SendAsync(Gateway.Visitor, new(HttpMethod.Get, "/containers"), "cross-site", "https://evil.example.test");

        listed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Listed]);
        listed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        other.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control"));
        other.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.example.test")]
    [InlineData("console.example.test")]
    [InlineData("https://console.example.test/")]
    public async Task What_is_no_origin_stops_the_start(string origin) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => GatewayHost.StartAsync(Redis, settings: [("Cors:Origins:0", origin)]))).Message.ShouldContain("Cors:Origins");

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, string site, string origin)
    {
        if (site.Length > 0)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin.Length > 0)
            request.Headers.Add("Origin", origin);
        return client.SendAsync(request, Cancel);
    }
}
