using System.Net;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Auth;

public sealed class When_a_key_is_stored(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [KeyMaker.Setting, ("ApiKeys:CacheTime", "00:00:00.3")];

    private ApiKeyStore Store => new(Gateway.Database);

    [Fact]
    public async Task Those_of_one_owner_reach_the_same_containers_so_that_one_can_take_the_place_of_the_other()
    {
        var owner = $"team-{Guid.NewGuid():N}";
        var (old, next) = (await KeyMaker.MakeAsync(Gateway, owner: owner), await KeyMaker.MakeAsync(Gateway, owner: owner));
        var made = await (await With(old).PostJsonAsync("/containers", "{}")).JsonAsync(HttpStatusCode.Accepted);

        (await With(next).GetAsync($"/containers/{made["id"]}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Store.RevokeAsync(KeyMaker.HashOf(old));

        await Eventually.HoldsAsync("the old one is refused", async () => (await With(old).GetAsync("/containers", Cancel)).StatusCode == HttpStatusCode.Unauthorized);
        (await With(next).GetAsync("/containers", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_of_the_configuration_stands_beside_it() => (await Gateway.Service.GetAsync("/containers", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Its_scope_holds()
    {
        var visitor = With(await KeyMaker.MakeAsync(Gateway, "visitor"));

        (await visitor.GetAsync("/containers", Cancel)).Headers.Contains("Set-Cookie").ShouldBeTrue();
    }

    [Fact]
    public async Task An_expired_one_is_refused_by_its_name()
    {
        var failures = Failures.Of(Gateway);
        var name = $"late-{Guid.NewGuid():N}";
        var client = With(await KeyMaker.MakeAsync(Gateway, name: name, lifetime: TimeSpan.FromMilliseconds(1)));

        (await (await client.GetAsync("/containers", Cancel)).ProblemAsync(401, "unauthorized"))["detail"]!.GetValue<string>().ShouldContain("expired");
        await Eventually.HoldsAsync("it is told", () => failures.All.Any(failure => failure.KeyName == name && failure.Reason == AuthenticationFailure.KeyExpired));
    }

    [Fact]
    public async Task A_revoked_one_is_refused_by_its_name()
    {
        var failures = Failures.Of(Gateway);
        var name = $"gone-{Guid.NewGuid():N}";
        var key = await KeyMaker.MakeAsync(Gateway, name: name);
        await Store.RevokeAsync(KeyMaker.HashOf(key));

        (await (await With(key).GetAsync("/containers", Cancel)).ProblemAsync(401, "unauthorized"))["detail"]!.GetValue<string>().ShouldContain("revoked");
        await Eventually.HoldsAsync("it is told", () => failures.All.Any(failure => failure.KeyName == name && failure.Reason == AuthenticationFailure.KeyRevoked));
    }

    [Fact]
    public async Task Its_last_use_is_noted_now_and_then()
    {
        var key = await KeyMaker.MakeAsync(Gateway);
        (await Store.FindAsync(KeyMaker.HashOf(key)))!.LastUsedAt.ShouldBeNull();

        await With(key).GetAsync("/containers", Cancel);
        var first = await Eventually.GetAsync("it is noted", async () => (await Store.FindAsync(KeyMaker.HashOf(key)))!.LastUsedAt?.ToString("O"));
        for (var i = 0; i < 20; i++)
            await With(key).GetAsync("/containers", Cancel);

        (await Store.FindAsync(KeyMaker.HashOf(key)))!.LastUsedAt?.ToString("O").ShouldBe(first);
        (await Store.TouchAsync(KeyMaker.HashOf(key))).ShouldBeFalse("another gateway does not either");
    }

    [Fact]
    public async Task One_made_with_another_pepper_lets_nobody_in()
    {
        await using var other = await GatewayHost.StartAsync(Redis, settings: [("ApiKeys:Pepper", new string('q', 32))]);

        await (await other.Client(await KeyMaker.MakeAsync(Gateway), cookie: null).GetAsync("/containers", Cancel)).ProblemAsync(401, "unauthorized");
    }

    [Fact]
    public async Task Without_a_pepper_none_lets_in_and_that_is_said_once()
    {
        await using var bare = await GatewayHost.StartAsync(Redis);

        await (await bare.Client(await KeyMaker.MakeAsync(Gateway), cookie: null).GetAsync("/containers", Cancel)).ProblemAsync(401, "unauthorized");
        bare.Log.All.Count(line => line.Text.Contains("ApiKeys:Pepper is not set")).ShouldBe(1);
        Gateway.Log.All.ShouldAllBe(line => !line.Text.Contains("ApiKeys:Pepper is not set"));
    }

    [Fact]
    public async Task A_pepper_that_is_too_short_stops_the_start_and_is_not_repeated() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => GatewayHost.StartAsync(Redis, settings: [("ApiKeys:Pepper", "too-short")])))
            .Message.ShouldSatisfyAllConditions(message => message.ShouldContain("ApiKeys:Pepper"), message => message.ShouldNotContain("too-short"));

    private HttpClient With(string key) => Gateway.Client(key, cookie: null);
}
