using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_cookie_keys_are_read(SharedRedis shared) : StateTest(shared)
{
    private static readonly TimeSpan Rotation = TimeSpan.FromDays(7);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(31);

    [Fact]
    public async Task The_first_reader_makes_one_and_all_others_read_it()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync()));

        var key = rings[0].Single();
        key.Secret.Length.ShouldBe(32);
        rings.Select(ring => (ring.Single().Id, Convert.ToHexString(ring.Single().Secret.Span))).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_new_one_is_made_once_when_the_newest_is_old_enough()
    {
        var first = (await ReadAsync()).Single();
        await AgeAsync(first.Id, Rotation);

        var rings = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync()));

        rings.ShouldAllBe(ring => ring.Count == 2 && ring[0].Id == first.Id && ring[1].Id == rings[0][1].Id);
        rings[0][0].Age.ShouldBeGreaterThanOrEqualTo(Rotation);
        rings[0][1].Age.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_old_one_stays_as_long_as_something_that_it_signed_may_be_valid()
    {
        var first = (await ReadAsync()).Single();
        await AgeAsync(first.Id, Rotation);
        var second = (await ReadAsync())[1];

        await AgeAsync(first.Id, Retention + Rotation - TimeSpan.FromMinutes(1));
        await AgeAsync(second.Id, Retention - TimeSpan.FromMinutes(1));
        (await ReadAsync()).Select(key => key.Id).ShouldContain(first.Id);

        await AgeAsync(first.Id, Retention + Rotation);
        await AgeAsync(second.Id, Retention);
        (await ReadAsync()).Select(key => key.Id).ShouldNotContain(first.Id);
        (await DoAsync("HEXISTS", SproutKeys.CookieKeys.Name, first.Id)).ShouldSatisfyAllConditions(reply => ((long)reply).ShouldBe(0));
    }

    [Fact]
    public async Task An_unused_ring_loses_no_key_for_having_been_left_alone()
    {
        var first = (await ReadAsync()).Single();
        await AgeAsync(first.Id, 10 * Retention);

        (await ReadAsync()).Select(key => key.Id).ShouldContain(first.Id);
    }

    private Task<IReadOnlyList<CookieKey>> ReadAsync() => new CookieKeys(Database).ReadAsync(Rotation, Retention);

    private async Task AgeAsync(string id, TimeSpan age)
    {
        var time = (await DoAsync("TIME")).Items;
        var created = ((long)time[0] * 1000) + ((long)time[1] / 1000) - (long)age.TotalMilliseconds;
        var secret = ((string)(await DoAsync("HGET", SproutKeys.CookieKeys.Name, id))!).Split(':')[1];
        await DoAsync("HSET", SproutKeys.CookieKeys.Name, id, $"{created}:{secret}");
    }
}
