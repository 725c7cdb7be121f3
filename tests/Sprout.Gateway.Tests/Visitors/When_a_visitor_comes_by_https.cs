using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Visitors;

/// <summary>Behind a proxy of ours that speaks TLS.</summary>
public sealed class When_a_visitor_comes_by_https(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("TrustedProxies:Networks:0", "127.0.0.0/8"), ("TrustedProxies:Hops", "1")];

    [Fact]
    public async Task The_cookie_is_for_https_and_for_this_host_alone()
    {
        using var response = await SendAsync(cookie: null);

        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split("; ");
        cookie[0].ShouldStartWith("__Host-sprout_visitor=1.");
        cookie[1..].ShouldBe(["max-age=2592000", "path=/", "secure", "samesite=strict", "httponly"]);
        response.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
    }

    [Fact]
    public async Task It_is_known_again()
    {
        using var response = await SendAsync($"{VisitorCookies.SecureName}={await CookieAsync()}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task One_of_the_plain_name_may_be_a_sibling_hosts_and_says_nothing()
    {
        using var response = await SendAsync($"{VisitorCookies.Name}={await CookieAsync()}");

        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("__Host-");
    }

    private async Task<string> CookieAsync() =>
        await Gateway.Services.GetRequiredService<VisitorCookies>().WriteAsync(new(Gateway.Owner, TimeProvider.System.GetUtcNow()), Cancel);

    private Task<HttpResponseMessage> SendAsync(string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/containers") { Headers = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Proto", "https" } } };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return Gateway.Client(Gateway.VisitorKey, cookie: null).SendAsync(request, Cancel);
    }
}
