using System.Net;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Tests.Http;

public sealed class When_a_proxy_forwards_a_request
{
    private const string Ingress = "10.0.0.1";
    private const string Web = "10.0.0.2";
    private const string Client = "203.0.113.7";

    [Theory]
    [InlineData("198.51.100.9", Client, "198.51.100.9")] // who is no proxy of ours is the client, whatever it says
    [InlineData("198.51.100.9", "10.0.0.1, " + Client, "198.51.100.9")]
    [InlineData("::ffff:198.51.100.9", Client, "198.51.100.9")]
    public async Task A_stranger_says_nothing_about_itself(string remote, string forwarded, string expected) => (await AddressAsync(remote, hops: 2, forwarded)).ShouldBe(expected);

    [Theory]
    [InlineData(Client, Client)]
    [InlineData("1.1.1.1, 2.2.2.2, " + Client, Client)] // what stands before is the client's invention
    [InlineData("10.0.0.2, 10.0.0.3, 10.0.0.4", "10.0.0.4")] // also when it is invented to look like ours
    [InlineData("  " + Client + "\t", Client)]
    [InlineData(Client + ":51234", Client)]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    [InlineData("[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("2001:DB8:0:0::7", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.7", Client)]
    [InlineData("[::ffff:203.0.113.7]:80", Client)]
    public async Task The_last_entry_is_the_client(string forwarded, string expected)
    {
        (await AddressAsync(Ingress, hops: 1, forwarded)).ShouldBe(expected);
        (await AddressAsync("::ffff:" + Ingress, hops: 1, forwarded)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",")]
    [InlineData(Client + ",")]
    [InlineData("unknown")]
    [InlineData("_hidden")]
    [InlineData("localhost")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.7.8")]
    [InlineData("203.0.113.007")]
    [InlineData("0xcb.0.0x71.7")]
    [InlineData("3405803783")]
    [InlineData("203.0.113.7:")]
    [InlineData("203.0.113.7:99999")]
    [InlineData("203.0.113.7:+80")]
    [InlineData("203.0.113.7/32")]
    [InlineData("203.0.113.7 203.0.113.8")]
    [InlineData("203.0.113.7;proto=https")]
    [InlineData("\"203.0.113.7\"")]
    [InlineData("[203.0.113.7]")]
    [InlineData("[2001:db8::7")]
    [InlineData("[2001:db8::7]443")]
    [InlineData("[]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8::7::1")]
    [InlineData("２０３.０.１１３.７")]
    public async Task Garbage_counts_as_the_proxy_itself(string? forwarded) => (await AddressAsync(Ingress, hops: 1, forwarded)).ShouldBe(Ingress);

    [Theory]
    [InlineData(2, "1.1.1.1, " + Client + ", " + Ingress, Client)]
    [InlineData(2, Client + ", " + Ingress, Client)]
    [InlineData(2, "1.1.1.1, " + Client, Client)] // one proxy fewer than allowed: the walk ends at the first that is not ours
    [InlineData(1, Client + ", " + Ingress, Ingress)] // one more: as far as was allowed
    [InlineData(2, Client + ", 10.0.0.3, " + Ingress, "10.0.0.3")]
    [InlineData(2, "nonsense, " + Ingress, Ingress)]
    public async Task Several_proxies_are_followed_as_far_as_is_set(int hops, string forwarded, string expected) => (await AddressAsync(Web, hops, forwarded)).ShouldBe(expected);

    [Fact]
    public async Task Several_header_lines_are_one_list() => (await AddressAsync(Web, hops: 2, "1.1.1.1", "2.2.2.2, " + Client, Ingress)).ShouldBe(Client);

    [Fact]
    public async Task Ten_thousand_entries_are_as_good_as_the_last()
    {
        var forged = string.Join(',', Enumerable.Repeat(Ingress, 10_000));

        (await AddressAsync(Ingress, hops: 8, forged)).ShouldBe(Ingress);
        (await AddressAsync(Ingress, hops: 1, forged + "," + Client)).ShouldBe(Client);
    }

    [Fact]
    public async Task An_address_without_a_list_of_proxies_is_the_connections() => (await AddressAsync(new TrustedProxies(new()), Ingress, Client)).ShouldBe(Ingress);

    [Theory]
    [InlineData("https", 1, Client, "https")]
    [InlineData("HTTPS", 1, Client, "https")]
    [InlineData("http, https", 1, Client, "https")]
    [InlineData("https, http", 2, Client + ", " + Ingress, "https")] // the first of our proxies was reached by TLS, the second without
    [InlineData("https", 2, Client + ", " + Ingress, "https")]
    [InlineData("javascript", 1, Client, "http")]
    [InlineData("", 1, Client, "http")]
    public async Task The_scheme_is_what_the_client_used(string protocol, int hops, string forwarded, string expected)
    {
        var context = Request(Web, forwarded);
        context.Request.Headers["X-Forwarded-Proto"] = protocol;

        await new ClientAddresses(_ => Task.CompletedTask, Proxies(hops)).InvokeAsync(context);

        context.Request.Scheme.ShouldBe(expected);
    }

    [Fact]
    public async Task A_stranger_does_not_choose_the_scheme()
    {
        var context = Request("198.51.100.9", Client);
        context.Request.Headers["X-Forwarded-Proto"] = "https";

        await new ClientAddresses(_ => Task.CompletedTask, Proxies(1)).InvokeAsync(context);

        context.Request.Scheme.ShouldBe("http");
    }

    [Theory]
    [InlineData("10.0.0.0/33", 1, "TrustedProxies:Networks has '10.0.0.0/33'")]
    [InlineData("ingress", 1, "TrustedProxies:Networks has 'ingress'")]
    [InlineData("10.0.0.0/8", 0, "TrustedProxies:Hops is 0")]
    [InlineData("10.0.0.0/8", 9, "TrustedProxies:Hops is 9")]
    public void Settings_that_cannot_be_meant_are_refused(string network, int hops, string message) =>
        Should.Throw<InvalidOperationException>(() => new TrustedProxies(new() { Networks = [network], Hops = hops })).Message.ShouldStartWith(message);

    private static TrustedProxies Proxies(int hops) => new(new() { Networks = ["10.0.0.0/24", "fd00::/8", "192.0.2.1"], Hops = hops });

    private static Task<string> AddressAsync(string remote, int hops, params string?[] forwarded) => AddressAsync(Proxies(hops), remote, forwarded);

    private static async Task<string> AddressAsync(TrustedProxies proxies, string remote, params string?[] forwarded)
    {
        var context = Request(remote, forwarded);
        await new ClientAddresses(_ => Task.CompletedTask, proxies).InvokeAsync(context);
        return context.Features.Get<ClientAddress>()!.Address.ToString();
    }

    private static DefaultHttpContext Request(string remote, params string?[] forwarded)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(remote) }, Request = { Scheme = "http" } };
        if (forwarded is not [null])
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        return context;
    }
}
