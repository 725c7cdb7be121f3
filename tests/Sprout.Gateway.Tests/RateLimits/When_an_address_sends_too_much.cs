using System.Net;
using System.Text.Json.Nodes;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_an_address_sends_too_much : LimitedGatewayTest
{
    [Fact]
    public async Task Exactly_a_hundred_requests_are_let_through_with_and_without_the_prefix_of_the_api()
    {
        await using var other = await StartGatewayAsync();
        string[] paths = ["/containers", "/api/containers", "/no/such/path", "/api/containers/00000000-0000-0000-0000-000000000001"];
        // The other gateway does not know the key, and lets twenty such requests through; the address is the same.
        Uri[] gateways = [Gateway.Address, other.Address, Gateway.Address];
        var visitor = Gateway.Visitor;

        var statuses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            using var response = await visitor.GetAsync(new Uri(gateways[i % gateways.Length], paths[i % paths.Length]), Cancel);
            return response.StatusCode;
        }));

        statuses.Count(status => status != HttpStatusCode.TooManyRequests).ShouldBe(100);
    }

    [Fact]
    public async Task It_is_told_which_limit_and_when_to_come_back()
    {
        for (var i = 0; i < 100; i++)
            (await Gateway.Visitor.GetAsync("/containers", Cancel)).Dispose();

        using var denied = await Gateway.Visitor.PostJsonAsync("/api/containers", "{}");
        var problem = await denied.JsonAsync(HttpStatusCode.TooManyRequests);

        problem["type"]!.GetValue<string>().ShouldBe("https://iana.org/assignments/http-problem-types#quota-exceeded");
        JsonNode.DeepEquals(problem["violated-policies"], new JsonArray("address")).ShouldBeTrue(problem.ToJsonString());
        problem["instance"]!.GetValue<string>().ShouldBe("/api/containers");
        denied.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var state = denied.Headers.GetValues("RateLimit").Single().Split(", ")[0];
        state.ShouldStartWith("\"address\";r=0;t=");
        denied.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(int.Parse(state[16..]));
        denied.Headers.RetryAfter.Delta.Value.TotalSeconds.ShouldBeInRange(800, 900);
        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_go_on()
    {
        for (var i = 0; i < 150; i++)
            (await Gateway.Service.GetAsync("/containers", Cancel)).EnsureSuccessStatusCode().Dispose();
        using var last = await Gateway.Service.GetAsync("/containers", Cancel);

        last.Headers.Contains("RateLimit").ShouldBeFalse();
        (await Gateway.Other.GetAsync("/containers", Cancel)).EnsureSuccessStatusCode().Headers.GetValues("RateLimit").Single().ShouldContain("\"address\";r=99;");
    }
}
