using Sprout.RateLimiting.Tests.Support;

namespace Sprout.RateLimiting.Tests;

public sealed class When_several_policies_count_a_request(SharedRedis shared) : LimitTest(shared)
{
    private static readonly LimitedRequest Ada = new("203.0.113.7/32", "web", "ada", LimitScope.Visitor, "createContainer", HasRefusedKey: false);
    private static readonly LimitedRequest Bob = Ada with { Owner = "bob" };

    private static readonly RateLimitPolicy[] Policies =
    [
        Log(5, 60, "address"),
        Log(2, 60, "owner") with { Subject = LimitSubject.Owner },
        Rate(1, 60, burst: 4, name: "everybody") with { Subject = LimitSubject.Global },
    ];

    [Fact]
    public async Task One_that_denies_keeps_all_from_counting()
    {
        (await GrantedAsync(10, Ada, Policies)).ShouldBe(2);

        var states = (await PeekAsync(Bob, Policies)).States;
        states.Select(state => (state.Policy.Name, state.Subject, state.Remaining)).ShouldBe([("address", "203.0.113.7/32", 3), ("everybody", "*", 2), ("owner", "bob", 2)]);
        (await GrantedAsync(10, Bob, Policies)).ShouldBe(2);
        (await GrantedAsync(10, Bob with { Owner = "carl" }, Policies)).ShouldBe(0);
    }

    [Fact]
    public async Task Those_that_deny_are_named_with_the_time_until_the_last_of_them()
    {
        await GrantedAsync(2, Ada, Policies);
        await AtAsync(1020);
        await GrantedAsync(2, Bob, Policies);

        var decision = await CountAsync(Ada, Policies);

        decision.States.Where(state => state.IsExceeded).Select(state => (state.Policy.Name, state.ResetSeconds)).ShouldBe([("everybody", 40), ("owner", 40)]);
        decision.RetryAfterSeconds.ShouldBe(40);
    }

    [Fact]
    public async Task A_denial_is_news_once_in_its_window()
    {
        await GrantedAsync(2, Ada, Policies);

        (await CountAsync(Ada, Policies)).States.Count(state => state.IsNews).ShouldBe(1);
        (await CountAsync(Ada, Policies)).States.Count(state => state.IsNews).ShouldBe(0);
        await GrantedAsync(2, Bob, Policies);
        (await CountAsync(Bob, Policies)).States.Where(state => state.IsNews).Select(state => state.Policy.Name).ShouldBe(["everybody", "owner"]);
        foreach (var key in await KeysAsync("*:told"))
            ((long)await DoAsync("PTTL", Prefix + "ratelimit:" + key)).ShouldBeInRange(1, 240_000, key);
    }

    [Fact]
    public async Task Looking_counts_nothing_writes_nothing_and_is_no_news()
    {
        (await PeekAsync(Ada, Policies)).States.ShouldAllBe(state => state.Remaining == state.Policy.Quota && state.Reset == TimeSpan.Zero);
        (await KeysAsync()).ShouldBeEmpty();
        await GrantedAsync(2, Ada, Policies);

        (await PeekAsync(Ada, Policies)).IsGranted.ShouldBeFalse();
        (await CountAsync(Ada, Policies)).States.Count(state => state.IsNews).ShouldBe(1);
    }

    [Fact]
    public async Task Each_answer_says_which_policies_are_stored()
    {
        (await CountAsync(Ada, Policies)).StoredVersion.ShouldBe("");
        var set = new PolicySet(Policies);
        var store = new PolicyStore(Database, Prefix, TimeProvider.System);
        await store.WriteAsync(set, Cancel);

        (await CountAsync(Ada, Policies)).StoredVersion.ShouldBe(set.Version);
        var (version, json) = await store.ReadAsync(Cancel);
        version.ShouldBe(set.Version);
        PolicySet.Parse(json!).Version.ShouldBe(set.Version);
    }

    [Fact]
    public async Task None_asks_nobody()
    {
        await using var connection = await Shared.ConnectAsync();
        var request = Ada with { Scope = LimitScope.Service };
        var before = connection.Counters.Commands;

        var decision = await new RateLimitGate(connection.GetDatabase(), Prefix).CountAsync(new PolicySet(Policies).Select(request), request, Cancel);

        (decision.IsGranted, decision.States.Length).ShouldBe((true, 0));
        connection.Counters.Commands.ShouldBe(before);
    }

    [Fact]
    public async Task A_name_that_is_too_long_takes_no_more_memory_than_a_short_one()
    {
        await CountAsync(Ada with { Owner = new string('x', 100_000) }, Policies[1]);

        (await KeysAsync()).Single().Length.ShouldBeLessThan(100);
    }
}
