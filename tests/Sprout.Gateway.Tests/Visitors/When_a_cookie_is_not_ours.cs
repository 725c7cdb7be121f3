using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Visitors;

/// <summary>Whatever a browser sends, it is somebody new and no error.</summary>
public sealed class When_a_cookie_is_not_ours(SharedRedis redis) : GatewayTest(redis)
{
    private static readonly CookieKey OwnMake = new("deadbeef", new byte[32], TimeSpan.Zero);

    private static VisitorCookie Somebody => VisitorCookie.New(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("....")]
    [InlineData("1....")]
    [InlineData("1.deadbeef.v-0.0.")]
    [InlineData("2.deadbeef.v-0.0.AAAA")]
    [InlineData("1.deadbeef.v-0.99999999999999999999.AAAA")]
    [InlineData("%00%0d%0a.%22.;.,.=")]
    public Task Nonsense_makes_a_new_visitor(string cookie) => IsSomebodyNewAsync(cookie);

    [Fact]
    public Task Nonsense_may_be_long() => IsSomebodyNewAsync(new('1', 4000));

    [Fact]
    public Task One_signed_with_a_key_of_ones_own_makes_a_new_visitor() => IsSomebodyNewAsync(Somebody.Write(OwnMake));

    [Fact]
    public async Task One_that_says_our_key_and_is_signed_with_another_makes_a_new_visitor() =>
        await IsSomebodyNewAsync(Somebody.Write(OwnMake with { Id = (await KeyAsync()).Id }));

    [Fact]
    public async Task One_with_any_letter_changed_makes_a_new_visitor()
    {
        var good = Somebody.Write(await KeyAsync());
        foreach (var at in Enumerable.Range(0, good.Length))
        {
            // Also the last letter of the MAC, two bits of which say nothing in base64.
            var letter = good[at] == '0' ? '1' : '0';
            await IsSomebodyNewAsync(good[..at] + letter + good[(at + 1)..]);
        }
    }

    [Fact]
    public async Task One_with_anything_cut_off_makes_a_new_visitor()
    {
        var good = Somebody.Write(await KeyAsync());
        foreach (var length in Enumerable.Range(0, good.Length))
            await IsSomebodyNewAsync(good[..length]);
    }

    [Fact]
    public async Task One_put_together_from_two_makes_a_new_visitor()
    {
        var key = await KeyAsync();
        var (first, second) = (Somebody.Write(key).Split('.'), (Somebody with { IssuedAt = DateTimeOffset.UnixEpoch.AddYears(60) }).Write(key).Split('.'));
        foreach (var part in Enumerable.Range(2, 3))
            await IsSomebodyNewAsync(string.Join('.', first.Select((text, index) => index == part ? second[index] : text)));
    }

    [Fact]
    public async Task One_that_has_expired_makes_a_new_visitor()
    {
        var old = Somebody with { IssuedAt = TimeProvider.System.GetUtcNow().AddDays(-30.1) };
        var owner = await IsSomebodyNewAsync(old.Write(await KeyAsync()));

        owner.ShouldNotBe(old.Visitor);
    }

    [Fact]
    public async Task One_whose_key_is_gone_makes_a_new_visitor_and_the_keys_are_read_again_only_now_and_then()
    {
        var before = (await KeyAsync()).Id;
        for (var i = 0; i < 50; i++)
            await IsSomebodyNewAsync(Somebody.Write(OwnMake with { Id = $"{i:x8}" }));

        (await KeyAsync()).Id.ShouldBe(before);
    }

    private async Task<string> IsSomebodyNewAsync(string cookie)
    {
        using var response = await Gateway.Client(Gateway.VisitorKey, cookie, Gateway.Addresses[0]).GetAsync("/containers", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var given = response.Headers.GetValues("Set-Cookie").Single();
        given.ShouldStartWith("sprout_visitor=1.");
        var owner = given.Split('.')[2];
        owner.Length.ShouldBe(34);
        return owner;
    }

    private ValueTask<CookieKey> KeyAsync() => Gateway.Services.GetRequiredService<CookieKeyRing>().SigningKeyAsync(Cancel);
}
