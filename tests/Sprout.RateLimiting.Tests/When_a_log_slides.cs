using Sprout.RateLimiting.Tests.Support;

namespace Sprout.RateLimiting.Tests;

public sealed class When_a_log_slides(SharedRedis shared) : LimitTest(shared)
{
    private static readonly LimitedRequest Ada = From("203.0.113.7/32");

    [Fact]
    public async Task Each_request_counts_for_one_window_and_not_a_microsecond_longer()
    {
        await AtAsync(1000);
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeTrue();
        await AtAsync(1004);
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeTrue();

        await AtAsync(1009.999999);
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeFalse();
        await AtAsync(1010);
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeTrue();
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeFalse();
        await AtAsync(1014);
        (await CountAsync(Ada, Log(2, 10))).IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task No_window_ever_has_more_than_the_limit_and_none_is_denied_below_it()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (limit, window, now) = (random.Next(1, 12), random.Next(2, 9), 1000.0);
        List<double> granted = [];
        for (var i = 0; i < 600; i++)
        {
            now = Math.Round(now + (random.NextDouble() * 2 * window / limit), 6);
            await AtAsync(now);
            var decision = await CountAsync(Ada, Log(limit, window));

            var before = granted.Count(at => Microseconds(at) > Microseconds(now) - (window * 1_000_000L));
            decision.IsGranted.ShouldBe(before < limit, $"seed {seed}, request {i}");
            if (decision.IsGranted)
                granted.Add(now);
            var live = before + (decision.IsGranted ? 1 : 0);
            decision.States[0].Remaining.ShouldBe(limit - live, $"seed {seed}, request {i}");
            decision.States[0].Reset.Ticks.ShouldBe((Microseconds(granted[^live]) - Microseconds(now) + (window * 1_000_000L)) * TimeSpan.TicksPerMicrosecond, $"seed {seed}, request {i}");
        }

        granted.Count.ShouldBeInRange(limit, 599);
    }

    [Fact]
    public async Task It_remembers_no_more_than_its_limit_and_goes_when_its_window_is_over()
    {
        (await GrantedAsync(50, Ada, Log(5, 10))).ShouldBe(5);

        ((long)await DoAsync("LLEN", Prefix + "ratelimit:log:203.0.113.7/32")).ShouldBe(5);
        foreach (var key in await KeysAsync())
            ((long)await DoAsync("PTTL", Prefix + "ratelimit:" + key)).ShouldBeInRange(1, 10_000, key);
    }

    [Fact]
    public async Task A_limit_that_was_lowered_holds_at_once_and_says_truly_when_there_is_more()
    {
        for (var i = 0; i < 6; i++)
        {
            await AtAsync(1000 + i);
            await CountAsync(Ada, Log(6, 20));
        }

        var decision = await CountAsync(Ada, Log(3, 20));
        decision.IsGranted.ShouldBeFalse();
        decision.States[0].Reset.ShouldBe(TimeSpan.FromSeconds(18));
        await AtAsync(1022.999999);
        (await CountAsync(Ada, Log(3, 20))).IsGranted.ShouldBeFalse();
        await AtAsync(1023);
        (await CountAsync(Ada, Log(3, 20))).IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_gives_nobody_more_and_blocks_nobody_for_longer_than_two_windows()
    {
        await GrantedAsync(3, Ada, Log(3, 10));

        await AtAsync(995);
        (await CountAsync(Ada, Log(3, 10))).IsGranted.ShouldBeFalse();
        await AtAsync(900);
        (await CountAsync(Ada, Log(3, 10))).IsGranted.ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_algorithm_left_behind_is_nothing()
    {
        await GrantedAsync(3, Ada, Rate(3, 10, name: "same"));

        (await GrantedAsync(5, Ada, Log(3, 10, "same"))).ShouldBe(3);
        (await GrantedAsync(5, Ada, Rate(2, 10, name: "same"))).ShouldBe(2);
    }

    private static long Microseconds(double seconds) => (long)Math.Round(seconds * 1_000_000);
}
