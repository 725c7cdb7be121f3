using System.Net;

namespace Sprout.RateLimiting.Tests;

public sealed class When_an_address_has_a_prefix
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7/32")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::", "2001:db8:1:3::/64")]
    [InlineData("::1", "::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public void An_ipv4_address_is_its_own_and_an_ipv6_address_is_its_network(string address, string prefix) => NetworkPrefix.Of(IPAddress.Parse(address)).ShouldBe(prefix);
}
