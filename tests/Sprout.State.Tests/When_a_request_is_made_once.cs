using System.Text;
using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_a_request_is_made_once(SharedRedis shared) : StateTest(shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"id":"ü"}""");

    private IdempotencyStore Store => new(Database);

    [Fact]
    public async Task Of_many_at_once_one_begins()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => BeginAsync()));

        runs.Count(run => run.State == IdempotencyState.Begun).ShouldBe(1);
        var others = runs.Where(run => run.State != IdempotencyState.Begun).ToList();
        others.ShouldAllBe(run => run.State == IdempotencyState.Running && run.RunsFor > TimeSpan.Zero && run.RunsFor <= Patience);
    }

    [Fact]
    public async Task Its_answer_is_kept_for_a_day()
    {
        await Store.AnswerAsync(await BeginAsync(), Answer);

        var again = await BeginAsync();
        again.State.ShouldBe(IdempotencyState.Answered);
        again.Answer.ShouldBe(Answer);
        var left = (long)await DoAsync("PTTL", (await KeysAsync()).Single());
        left.ShouldBeInRange((long)TimeSpan.FromHours(23.9).TotalMilliseconds, (long)IdempotencyStore.Retention.TotalMilliseconds);
    }

    [Fact]
    public async Task The_key_stands_for_no_other_request()
    {
        var run = await BeginAsync();
        (await BeginAsync(request: "other")).State.ShouldBe(IdempotencyState.OtherRequest);
        await Store.AnswerAsync(run, Answer);
        (await BeginAsync(request: "other")).State.ShouldBe(IdempotencyState.OtherRequest);
    }

    [Fact]
    public async Task Another_owners_key_is_another()
    {
        await BeginAsync();
        (await BeginAsync(owner: "bob")).State.ShouldBe(IdempotencyState.Begun);
    }

    [Fact]
    public async Task After_a_refusal_the_key_is_free_for_another_request()
    {
        await Store.ForgetAsync(await BeginAsync());

        (await KeysAsync()).ShouldBeEmpty();
        (await BeginAsync(request: "other")).State.ShouldBe(IdempotencyState.Begun);
    }

    [Fact]
    public async Task After_it_broke_off_only_the_same_may_run_again()
    {
        await Store.BreakOffAsync(await BeginAsync());

        (await BeginAsync(request: "other")).State.ShouldBe(IdempotencyState.OtherRequest);
        (await BeginAsync()).State.ShouldBe(IdempotencyState.Begun);
    }

    [Fact]
    public async Task Whoever_died_running_it_is_waited_for_no_longer_than_its_patience()
    {
        var dead = await BeginAsync(patience: TimeSpan.Zero);
        var next = await BeginAsync();
        next.State.ShouldBe(IdempotencyState.Begun);

        // And if it was not dead but slow, it no longer has a say.
        await Store.ForgetAsync(dead);
        (await BeginAsync()).State.ShouldBe(IdempotencyState.Running);
        await Store.AnswerAsync(next, Answer);
        (await BeginAsync()).State.ShouldBe(IdempotencyState.Answered);
    }

    [Fact]
    public async Task Whoever_still_runs_it_is_waited_for()
    {
        var slow = await BeginAsync(patience: TimeSpan.Zero);
        await Store.RenewAsync(slow, Patience);
        (await BeginAsync()).State.ShouldBe(IdempotencyState.Running);

        await Store.AnswerAsync(slow, Answer);
        await Store.RenewAsync(slow, Patience);
        (await BeginAsync()).State.ShouldBe(IdempotencyState.Answered);
    }

    [Fact]
    public async Task Neither_the_key_nor_the_request_stands_in_redis()
    {
        await Store.BeginAsync("ada", "key-secret", "request-secret", Patience);

        var entry = (await KeysAsync()).Single();
        entry.ShouldStartWith("{sprout}:idempotency:ada:");
        entry.ShouldNotContain("secret");
        (await DoAsync("HVALS", entry)).Items.ShouldAllBe(value => !((string)value!).Contains("secret"));
    }

    private Task<IdempotentRun> BeginAsync(string owner = "ada", string request = "request", TimeSpan? patience = null) =>
        Store.BeginAsync(owner, "key", request, patience ?? Patience);
}
