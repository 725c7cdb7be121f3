using System.Globalization;
using System.Net;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Visitors;

public sealed class When_a_visitor_wants_more_than_there_is(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task Five_hundred_at_once_get_three()
    {
        await using var other = await GatewayHost.StartAsync(Redis);
        var cookie = await FirstCookieAsync();
        var address = LoopbackAddress.Next();
        HttpClient[] ways = [Gateway.Client(Gateway.VisitorKey, cookie, address), other.Client(other.VisitorKey, cookie, address)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => ways[number % 2].PostJsonAsync("/containers", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(3);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(497);
    }

    [Fact]
    public async Task A_dropped_cookie_does_not_help()
    {
        var address = LoopbackAddress.Next();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Gateway.Client(Gateway.VisitorKey, cookie: null, address).PostJsonAsync("/containers", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(3);
        var problem = await answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ProblemAsync(429, "quota-exceeded");
        (problem["limit"]!.GetValue<int>(), problem["used"]!.GetValue<int>()).ShouldBe((3, 3));
        problem["detail"]!.GetValue<string>().ShouldContain("network");
    }

    [Fact]
    public async Task Another_address_does_not_help()
    {
        var cookie = await FirstCookieAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Gateway.Client(Gateway.VisitorKey, cookie).PostJsonAsync("/containers", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(3);
    }

    [Fact]
    public async Task A_network_may_have_more_than_a_visitor()
    {
        await using var office = await GatewayHost.StartAsync(Redis, settings: [("Quota:PerAddress", "5")]);
        var address = LoopbackAddress.Next();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.Client(office.VisitorKey, cookie: null, address).PostJsonAsync("/containers", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(5);
    }

    [Fact]
    public async Task A_lease_that_nobody_accepts_runs_out()
    {
        await using var hasty = await GatewayHost.StartAsync(Redis, settings: [("Quota:LeaseTime", "00:00:05"), ("Gateway:RequestTimeout", "00:00:03")]);
        hasty.Lifecycle.IsSilent = true;
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hasty.Visitor.PostJsonAsync("/containers", "{}")));
        answers.Select(answer => answer.StatusCode).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);

        hasty.Lifecycle.IsSilent = false;
        await Eventually.HoldsAsync("the leases run out", async () => await CountAsync(hasty, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), "+inf") == 0);
        (await hasty.Visitor.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await CountAsync(hasty, "+inf", "+inf")).ShouldBe(1);
    }

    // Leases by when they run out, in milliseconds; never, where they were accepted.
    private static async Task<long> CountAsync(GatewayHost host, string from, string to) =>
        (long)await host.Database.ExecuteAsync("ZCOUNT", [SproutKeys.Quota(QuotaOptions.OwnerScope(host.Owner)).Name, from, to], Cancel);

    private async Task<string> FirstCookieAsync()
    {
        using var response = await Gateway.Client(Gateway.VisitorKey, cookie: null).GetAsync("/containers", Cancel);
        return response.Headers.GetValues("Set-Cookie").Single().Split(['=', ';'])[1];
    }
}
