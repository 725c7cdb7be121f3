using System.Net;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Auth;

public sealed class When_keys_are_guessed(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [KeyMaker.Setting];

    [Fact]
    public async Task The_audit_hears_of_it_once_for_each_address()
    {
        var failures = Failures.Of(Gateway);
        var (first, second) = (LoopbackAddress.Next(), LoopbackAddress.Next());

        await Task.WhenAll(Enumerable.Range(0, 50).SelectMany(_ => new[] { first, second }).Select(GuessAsync));

        await Eventually.HoldsAsync("both are told", () => failures.All.Count >= 2);
        // Whoever comes now is told after all that are on their way.
        await GuessAsync(Gateway.Addresses[0]);
        await Eventually.HoldsAsync("the last is told", () => failures.All.Any(failure => failure.AddressPrefix == $"{Gateway.Addresses[0]}/32"));
        failures.All.Select(failure => failure.AddressPrefix).ShouldBe([$"{first}/32", $"{second}/32", $"{Gateway.Addresses[0]}/32"], ignoreOrder: true);
        failures.All.ShouldAllBe(failure => failure.Reason == AuthenticationFailure.KeyUnknown && failure.KeyName == null);
    }

    [Fact]
    public async Task An_audit_that_cannot_hear_breaks_no_request()
    {
        Failures.Of(Gateway).Break = true;

        await (await GuessAsync(LoopbackAddress.Next())).ProblemAsync(401, "unauthorized");
        await Gateway.Log.WaitForAsync(line => line.Text.Contains("could not be told to the audit"));
        await (await GuessAsync(LoopbackAddress.Next())).ProblemAsync(401, "unauthorized");
    }

    [Fact]
    public async Task The_same_wrong_key_costs_redis_nothing_more()
    {
        var client = Gateway.Client(ApiKeyHasher.MakeKey("service"), cookie: null);
        await client.GetAsync("/containers", Cancel);
        var before = Gateway.Redis.Counters.Commands;

        for (var i = 0; i < 200; i++)
            (await client.GetAsync("/containers", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (Gateway.Redis.Counters.Commands - before).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task What_is_no_key_of_ours_is_not_looked_for()
    {
        var before = Gateway.Redis.Counters.Commands;

        for (var i = 0; i < 100; i++)
            await Gateway.Client($"guess-{i}", cookie: null).GetAsync("/containers", Cancel);

        (Gateway.Redis.Counters.Commands - before).ShouldBeLessThan(20);
    }

    private Task<HttpResponseMessage> GuessAsync(IPAddress address) => Gateway.Client(ApiKeyHasher.MakeKey("service"), cookie: null, address).GetAsync("/containers", Cancel);
}
