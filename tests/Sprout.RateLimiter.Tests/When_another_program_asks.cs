using MassTransit;
using Sprout.Contracts;
using Sprout.RateLimiter.Tests.Support;
using Sprout.RateLimiting;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.RateLimiter.Tests;

public sealed class When_another_program_asks : IAsyncLifetime
{
    private static readonly CheckRateLimit Ada = new() { Address = "203.0.113.7", Key = null, Owner = null, Scope = null, Route = "createInvoice" };

    private RateLimiterHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await RateLimiterHost.StartAsync(("RateLimits:Policies:address:Limit", "3"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task It_is_granted_what_is_left_and_then_denied()
    {
        var granted = (await AskAsync(Ada)).ShouldBeOfType<RateLimitGranted>();
        granted.States.Select(state => (state.Policy, state.Limit, state.WindowSeconds, state.Remaining)).ShouldBe([("address", 3, 900, 2), ("burst", 100, 5, 99)]);
        await AskAsync(Ada);
        await AskAsync(Ada);

        var denied = (await AskAsync(Ada)).ShouldBeOfType<RateLimitDenied>();
        denied.Policies.ShouldBe(["address"]);
        denied.RetryAfterSeconds.ShouldBeInRange(890, 900);
        denied.States[0].Remaining.ShouldBe(0);
        (await AskAsync(Ada with { Address = "203.0.113.8" })).ShouldBeOfType<RateLimitGranted>();
    }

    [Fact]
    public async Task Gateways_count_the_same()
    {
        var request = new LimitedRequest(NetworkPrefix.Of(System.Net.IPAddress.Parse("203.0.113.7")), null, null, LimitScope.Anonymous, "getContainer", HasRefusedKey: false);
        for (var i = 0; i < 3; i++)
            (await _host.Gate.CountAsync(_host.Keeper.Current.Select(request), request, Cancel)).IsGranted.ShouldBeTrue();

        (await AskAsync(Ada)).ShouldBeOfType<RateLimitDenied>();
    }

    [Fact]
    public async Task Addresses_of_one_ipv6_network_are_one()
    {
        for (var i = 0; i < 3; i++)
            (await AskAsync(Ada with { Address = $"2001:db8:1:2::{i}" })).ShouldBeOfType<RateLimitGranted>();

        (await AskAsync(Ada with { Address = "2001:db8:1:2:ffff::1" })).ShouldBeOfType<RateLimitDenied>();
        (await AskAsync(Ada with { Address = "2001:db8:1:3::1" })).ShouldBeOfType<RateLimitGranted>();
    }

    [Theory]
    [InlineData("service")]
    [InlineData("admin")]
    public async Task Programs_and_operators_have_no_limit(string scope)
    {
        for (var i = 0; i < 5; i++)
            (await AskAsync(Ada with { Key = "ci", Owner = "ci", Scope = scope })).ShouldBeOfType<RateLimitGranted>().States.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("203.0.113.7.8", null)]
    [InlineData("203.0.113.7", "king")]
    public async Task What_means_nothing_is_a_fault(string address, string? scope) =>
        await Should.ThrowAsync<RequestFaultException>(() => AskAsync(Ada with { Address = address, Scope = scope }));

    [Fact]
    public async Task A_denial_reaches_the_audit_once()
    {
        for (var i = 0; i < 8; i++)
            await AskAsync(Ada);

        var entry = await Eventually.GetAsync("an entry of the audit", async () => (await _host.Database.StreamRangeAsync(SproutKeys.Audit)) is [var first, ..] ? first.Values.ToDictionary(field => field.Name, field => (string)field.Value!) : null);
        (entry["event"], entry["policy"], entry["subject"], entry["route"]).ShouldBe(("rate_limit_exceeded", "address", "203.0.113.7/32", "createInvoice"));
        (DateTimeOffset.Parse(entry["resets_at"]) - DateTimeOffset.Parse(entry["at"])).TotalSeconds.ShouldBeInRange(890, 900);
        await _host.Bus.Publish(new AuthenticationFailed { AddressPrefix = "203.0.113.7/32", Reason = AuthenticationFailure.KeyUnknown, KeyName = null, At = DateTimeOffset.UnixEpoch }, Cancel);
        await Eventually.HoldsAsync("the next entry", async () => (await EventsAsync()) is ["rate_limit_exceeded", "authentication_failed"]);
    }

    private async Task<string[]> EventsAsync() =>
        [.. (await _host.Database.StreamRangeAsync(SproutKeys.Audit)).Select(entry => (string)entry.Values[0].Value!)];

    private async Task<object> AskAsync(CheckRateLimit question)
    {
        var client = _host.Bus.CreateRequestClient<CheckRateLimit>();
        return (await client.GetResponse<RateLimitGranted, RateLimitDenied>(question, Cancel)).Message;
    }
}
