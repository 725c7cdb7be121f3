using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Visitors;

public sealed class When_a_visitor_comes(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task The_first_answer_carries_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var response = await Gateway.Client(Gateway.VisitorKey, cookie: null).GetAsync("/containers", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split("; ");
        cookie[0].ShouldStartWith("sprout_visitor=1.");
        cookie[1..].ShouldBe(["max-age=2592000", "path=/", "samesite=strict", "httponly"]);
    }

    [Fact]
    public async Task They_find_again_what_they_made_and_nobody_else_does()
    {
        var (mine, theirs) = (Browser(), Browser());
        var created = await (await mine.PostJsonAsync("/containers", "{}")).JsonAsync(HttpStatusCode.Accepted);
        var path = $"/containers/{created["id"]}";

        (await mine.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await theirs.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await theirs.ReadAsync("/containers"))!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_known_gets_no_other_cookie()
    {
        using var response = await Gateway.Visitor.GetAsync("/containers", Cancel);

        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_gateway_knows_them_too()
    {
        var container = await Gateway.GivenAsync();
        await using var other = await GatewayHost.StartAsync(Redis);
        var cookie = await CookieAsync(new(Gateway.Owner, TimeProvider.System.GetUtcNow()));

        (await other.Client(other.VisitorKey, cookie).GetAsync($"/containers/{container.CorrelationId}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14.9)]
    public async Task A_young_cookie_stays(double days)
    {
        var cookie = await CookieAsync(new(Gateway.Owner, TimeProvider.System.GetUtcNow().AddDays(-days)));

        using var response = await Gateway.Client(Gateway.VisitorKey, cookie).GetAsync("/containers", Cancel);

        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData(15.1)]
    [InlineData(29.9)]
    public async Task One_that_is_half_old_is_renewed_for_the_same_visitor(double days)
    {
        var container = await Gateway.GivenAsync();
        var cookie = await CookieAsync(new(Gateway.Owner, TimeProvider.System.GetUtcNow().AddDays(-days)));

        using var response = await Gateway.Client(Gateway.VisitorKey, cookie).GetAsync($"/containers/{container.CorrelationId}", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var renewed = response.Headers.GetValues("Set-Cookie").Single().Split(['=', ';'])[1];
        renewed.ShouldNotBe(cookie);
        (await Gateway.Client(Gateway.VisitorKey, renewed).GetAsync($"/containers/{container.CorrelationId}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_alone_is_no_key()
    {
        using var response = await Gateway.Client(key: null, await CookieAsync(new(Gateway.Owner, TimeProvider.System.GetUtcNow()))).GetAsync("/containers", Cancel);

        await response.ProblemAsync(401, "unauthorized");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/docs")]
    public async Task What_everybody_may_see_gives_no_cookie(string path)
    {
        using var response = await Gateway.Client(Gateway.VisitorKey, cookie: null).GetAsync(path, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Programs_get_no_cookie() => (await Gateway.Service.GetAsync("/containers", Cancel)).Headers.Contains("Set-Cookie").ShouldBeFalse();

    private HttpClient Browser() => Gateway.Client(Gateway.VisitorKey, cookie: null, cookies: new());

    private async Task<string> CookieAsync(VisitorCookie cookie) => await Gateway.Services.GetRequiredService<VisitorCookies>().WriteAsync(cookie, Cancel);
}
