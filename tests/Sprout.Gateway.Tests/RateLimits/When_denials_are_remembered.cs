using Microsoft.Extensions.Configuration;
using Sprout.Gateway.RateLimits;
using Sprout.RateLimiting;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_denials_are_remembered
{
    private static readonly PolicySet Policies = new([new() { Name = "address", Limit = 1, Window = TimeSpan.FromMinutes(1) }, new() { Name = "all", Limit = 1, Window = TimeSpan.FromMinutes(1), Subject = LimitSubject.Global }]);

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void They_end_at_their_reset()
    {
        var cache = Cache(10);
        cache.Add([Denial("address", "a", seconds: 10)]);

        _clock.Advance(TimeSpan.FromSeconds(9.5));
        Find(cache, "a").Single().Reset.ShouldBe(TimeSpan.FromSeconds(0.5));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Find(cache, "a").ShouldBeEmpty();
    }

    [Fact]
    public void They_are_those_of_whom_they_name()
    {
        var cache = Cache(10);
        cache.Add([Denial("address", "a", seconds: 10), Denial("all", "*", seconds: 5), Denial("address", "b", seconds: 10) with { IsExceeded = false }]);

        Find(cache, "a").Select(state => state.Policy.Name).ShouldBe(["address", "all"]);
        Find(cache, "b").Select(state => state.Policy.Name).ShouldBe(["all"]);
        cache.Clear();
        Find(cache, "a").ShouldBeEmpty();
    }

    [Fact]
    public void There_are_no_more_of_them_than_there_is_room_for_until_some_have_ended()
    {
        var cache = Cache(100);
        for (var i = 0; i < 1000; i++)
            cache.Add([Denial("address", $"{i}", seconds: i < 50 ? 10 : 20)]);
        Enumerable.Range(0, 1000).Count(i => Find(cache, $"{i}").Length > 0).ShouldBe(100);

        _clock.Advance(TimeSpan.FromSeconds(11));
        for (var i = 2000; i < 3000; i++)
            cache.Add([Denial("address", $"{i}", seconds: 10)]);

        Enumerable.Range(0, 3000).Count(i => Find(cache, $"{i}").Length > 0).ShouldBe(100);
        Enumerable.Range(2000, 1000).Count(i => Find(cache, $"{i}").Length > 0).ShouldBe(50);
    }

    [Theory]
    [InlineData("RateLimits:DenialsRemembered", "-1")]
    [InlineData("RateLimits:PolicyInterval", "00:00:00")]
    [InlineData("RateLimits:PolicyInterval", "-00:00:10")]
    public void Settings_that_cannot_be_meant_are_refused(string key, string value) => Should.Throw<InvalidOperationException>(() =>
        GatewayLimitOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build())).Message.ShouldStartWith(key);

    private static PolicyState[] Find(DenialCache cache, string address)
    {
        var request = new LimitedRequest(address, null, null, LimitScope.Anonymous, null, HasRefusedKey: false);
        return cache.Find(Policies.Select(request), request) ?? [];
    }

    private static PolicyState Denial(string policy, string subject, double seconds) =>
        new(Policies.Policies.Single(known => known.Name == policy), subject, 0, TimeSpan.FromSeconds(seconds), IsExceeded: true, IsNews: false);

    private DenialCache Cache(int capacity) => new(new() { DenialsRemembered = capacity }, _clock);
}
