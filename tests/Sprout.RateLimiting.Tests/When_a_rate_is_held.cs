using Sprout.RateLimiting.Tests.Support;

namespace Sprout.RateLimiting.Tests;

public sealed class When_a_rate_is_held(SharedRedis shared) : LimitTest(shared)
{
    // Redis forgets a key by its own clock, which nobody sets: so rates are slow here, and a busy machine cannot let one run out.
    private static readonly LimitedRequest Ada = From("203.0.113.7/32");

    [Fact]
    public async Task A_burst_comes_at_once_and_then_one_at_each_interval()
    {
        await AtAsync(1000);
        (await GrantedAsync(20, Ada, Rate(10, 1000, burst: 5))).ShouldBe(5);
        await AtAsync(1099.999999);
        (await GrantedAsync(3, Ada, Rate(10, 1000, burst: 5))).ShouldBe(0);
        await AtAsync(1100);
        (await GrantedAsync(3, Ada, Rate(10, 1000, burst: 5))).ShouldBe(1);
        await AtAsync(1350);
        (await GrantedAsync(9, Ada, Rate(10, 1000, burst: 5))).ShouldBe(2);
        await AtAsync(101_000);
        (await GrantedAsync(20, Ada, Rate(10, 1000, burst: 5))).ShouldBe(5);
    }

    [Fact]
    public async Task It_says_what_is_left_and_when_there_is_more()
    {
        await AtAsync(1000);
        var first = (await CountAsync(Ada, Rate(10, 1000, burst: 2))).States[0];
        (first.Remaining, first.Reset).ShouldBe((1, TimeSpan.FromSeconds(100)));
        await AtAsync(1040);
        var second = (await CountAsync(Ada, Rate(10, 1000, burst: 2))).States[0];
        (second.Remaining, second.Reset).ShouldBe((0, TimeSpan.FromSeconds(60)));
        var third = (await CountAsync(Ada, Rate(10, 1000, burst: 2))).States[0];
        (third.Remaining, third.Reset, third.IsExceeded).ShouldBe((0, TimeSpan.FromSeconds(60), true));
        await AtAsync(10_000);
        var later = (await PeekAsync(Ada, Rate(10, 1000, burst: 2))).States[0];
        (later.Remaining, later.Reset).ShouldBe((2, TimeSpan.Zero));
    }

    [Fact]
    public async Task Over_a_long_time_the_rate_is_what_is_set()
    {
        var granted = 0;
        for (var i = 0; i < 3000; i++)
        {
            await AtAsync(1000 + (i * 10));
            granted += (await CountAsync(Ada, Rate(7, 1000, burst: 1))).IsGranted ? 1 : 0;
        }

        // 30,000 seconds at 7 in a thousand, asked every ten: one is let through at the first question after each 142.9 s.
        granted.ShouldBeInRange(199, 211);
    }

    [Fact]
    public async Task It_remembers_one_time_and_forgets_it_when_all_is_there_again()
    {
        await GrantedAsync(3, Ada, Rate(10, 1, burst: 50));

        (await KeysAsync()).ShouldBe(["rate:203.0.113.7/32"]);
        ((long)await DoAsync("PTTL", Prefix + "ratelimit:rate:203.0.113.7/32")).ShouldBeInRange(1, 300);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_empties_the_burst_at_most()
    {
        await AtAsync(2000);
        await GrantedAsync(1, Ada, Rate(10, 1000, burst: 5));

        await AtAsync(1000);
        (await GrantedAsync(5, Ada, Rate(10, 1000, burst: 5))).ShouldBe(1);
        await AtAsync(1500);
        (await GrantedAsync(9, Ada, Rate(10, 1000, burst: 5))).ShouldBe(5);
    }
}
