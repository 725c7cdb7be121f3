using System.Net;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Auth;

public sealed class When_a_key_is_missing_or_wrong(SharedRedis redis) : GatewayTest(redis)
{
    public static TheoryData<string, string> Routes => new(
        from prefix in new[] { "", "/api" }
        from route in new[] { "GET /containers", "POST /containers", "GET /containers/1", "DELETE /containers/1", "POST /containers/1/extend", "GET /events" }
        let words = route.Split(' ')
        select (words[0], prefix + words[1]));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_answers_without_one(string method, string path)
    {
        using var response = await SendAsync(method, path);

        await response.ProblemAsync(401, "unauthorized");
        response.Headers.WwwAuthenticate.ToString().ShouldBe("ApiKey");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_answers_to_a_wrong_one(string method, string path)
    {
        using var response = await SendAsync(method, path, "wrong-key-4711");

        await response.ProblemAsync(401, "unauthorized");
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("4711");
        Gateway.Log.All.ShouldAllBe(line => !line.Text.Contains("4711"));
    }

    [Fact]
    public async Task Two_keys_are_none()
    {
        using var response = await SendAsync("GET", "/containers", Gateway.VisitorKey, Gateway.ServiceKey);

        await response.ProblemAsync(401, "unauthorized");
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    [InlineData("/api/livez")]
    [InlineData("/api/docs")]
    public async Task Health_and_descriptions_need_none(string path) =>
        (await Gateway.Anonymous.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public void A_setting_that_cannot_be_meant_stops_the_start()
    {
        Should.Throw<InvalidOperationException>(() => new ApiKeyRing([])).Message.ShouldContain("ApiKeys:0:Key");
        Should.Throw<InvalidOperationException>(() => new ApiKeyRing([new() { Name = "a" }]));
        Should.Throw<InvalidOperationException>(() => new ApiKeyRing([new() { Key = "k" }]));
        Should.Throw<InvalidOperationException>(() => new ApiKeyRing([new() { Name = "a", Key = "k", Owner = "a:b" }]));
        Should.Throw<InvalidOperationException>(() => new ApiKeyRing([new() { Name = "a", Key = "k" }, new() { Name = "b", Key = "k" }]))
            .Message.ShouldNotContain("k\"");
    }

    [Fact]
    public void A_key_without_an_owner_owns_by_its_name() =>
        new ApiKeyRing([new() { Name = "ci", Key = "k", Scope = KeyScope.Service }]).Find("k").ShouldBe(new Caller("ci", KeyScope.Service, "ci"));

    private Task<HttpResponseMessage> SendAsync(string method, string path, params string[] keys)
    {
        var request = new HttpRequestMessage(new(method), path);
        foreach (var key in keys)
            request.Headers.Add("X-API-Key", key);
        return Gateway.Anonymous.SendAsync(request, Cancel);
    }
}
