namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_a_proxy_stands_before_the_gateway : LimitedGatewayTest
{
    protected override (string Key, string? Value)[] Settings => [("TrustedProxies:Networks:0", "127.0.0.0/8"), ("TrustedProxies:Hops", "1")];

    [Fact]
    public async Task Each_client_has_a_limit_of_its_own_and_an_ipv6_network_one_together()
    {
        (await RemainingAsync("203.0.113.7")).ShouldBe(99);
        (await RemainingAsync("203.0.113.8")).ShouldBe(99);
        (await RemainingAsync("203.0.113.7")).ShouldBe(98);
        (await RemainingAsync("2001:db8:1:2::1")).ShouldBe(99);
        (await RemainingAsync("[2001:db8:1:2:ffff:ffff:ffff:ffff]:443")).ShouldBe(98);
        (await RemainingAsync("2001:db8:1:3::1")).ShouldBe(99);
        (await RemainingAsync("::ffff:203.0.113.7")).ShouldBe(97);
    }

    [Fact]
    public async Task Nobody_gets_another_limit_by_inventing_an_address()
    {
        (await RemainingAsync("198.51.100.1, 203.0.113.7")).ShouldBe(99);
        (await RemainingAsync("198.51.100.2, 203.0.113.7")).ShouldBe(98);
        (await RemainingAsync("127.0.0.9, 203.0.113.7:5")).ShouldBe(97);
    }

    private async Task<int> RemainingAsync(string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/containers");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var response = await Gateway.Visitor.SendAsync(request, Cancel);
        var state = response.Headers.GetValues("RateLimit").Single();
        return int.Parse(state["\"address\";r=".Length..state.IndexOf(";t=", StringComparison.Ordinal)]);
    }
}
