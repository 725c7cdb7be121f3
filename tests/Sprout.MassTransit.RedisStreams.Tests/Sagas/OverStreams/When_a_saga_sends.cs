using MassTransit;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams;

public sealed class When_a_saga_sends : ErrandTest
{
    [Fact]
    public async Task What_it_publishes_and_sends_is_there_with_it()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();

        await client.Publish(new ErrandGiven(Id, 7));
        await UntilNumbersAsync(7);
        await UntilDoneAsync();

        Steps.ShouldHaveSingleItem().ShouldBe(new(Id, 7, 1));
        Receipts.ShouldHaveSingleItem().ShouldBe(new(Id, 7));
    }

    [Fact]
    public async Task Who_loses_against_another_writer_sends_nothing()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilDoneAsync();
        Interference.Once(async () => await DoAsync(
            "HSET", $"errand:{Id}", "version", 2, "data", $$"""{"correlationId":"{{Id}}","version":2,"currentState":"Running","numbers":[1,42],"reminderToken":null}"""));

        await client.Publish(new ErrandGiven(Id, 2));
        await UntilNumbersAsync(1, 42, 2);
        await UntilDoneAsync();

        Interference.Attempts.ShouldBe(3, "one, and two for the second");
        Steps.ShouldBe([new(Id, 1, 1), new(Id, 2, 3)]);
        Receipts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_that_begin_it_at_once_send_once_each()
    {
        await StartErrandsAsync();
        Interference.LetMeet(2);
        var client = await ClientAsync();

        await Task.WhenAll(client.Publish(new ErrandGiven(Id, 1)), client.Publish(new ErrandGiven(Id, 2)));
        await UntilNumbersAsync(1, 2);
        await UntilDoneAsync();

        Interference.Attempts.ShouldBe(3);
        Steps.Select(step => step.Number).ShouldBe([1, 2], ignoreOrder: true);
        Receipts.Select(receipt => receipt.Number).ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task A_condition_that_fails_lets_nothing_out()
    {
        await StartErrandsAsync(retries: 3, repository: errands => errands.CommitWith<NeverCommit>());
        var client = await ClientAsync();

        await client.Publish(new ErrandGiven(Id, 1));
        await Eventually.HoldsAsync("it is in the error queue", async () => await NumberAsync("XLEN", Queue("errand_error")) == 1);
        await UntilDoneAsync();

        Interference.Attempts.ShouldBe(4);
        (Steps.Count, Receipts.Count).ShouldBe((0, 0));
        (await NumberAsync("EXISTS", $"errand:{Id}")).ShouldBe(0);
    }

    [Fact]
    public async Task Its_answer_comes_once_and_only_with_the_state_that_it_tells()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilDoneAsync();
        Interference.Once(async () => await DoAsync(
            "HSET", $"errand:{Id}", "version", 2, "data", $$"""{"correlationId":"{{Id}}","version":2,"currentState":"Running","numbers":[1,42],"reminderToken":null}"""));

        var answer = await client.CreateRequestClient<ErrandAsked>().GetResponse<ErrandAnswer, NoSuchErrand>(new ErrandAsked(Id));

        answer.Message.ShouldBe(new ErrandAnswer(Id, 2));
        await UntilDoneAsync();
        (await LoadAsync())!.Version.ShouldBe(2, "to answer changes nothing");
    }

    [Fact]
    public async Task A_missing_one_is_answered_too()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();

        var answer = await client.CreateRequestClient<ErrandAsked>().GetResponse<ErrandAnswer, NoSuchErrand>(new ErrandAsked(Id));

        answer.Message.ShouldBe(new NoSuchErrand(Id));
        (await NumberAsync("EXISTS", $"errand:{Id}")).ShouldBe(0);
    }

    [Fact]
    public async Task What_it_schedules_is_scheduled_with_it_and_not_by_who_loses()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilDoneAsync();
        Interference.Once(async () => await DoAsync(
            "HSET", $"errand:{Id}", "version", 2, "data", $$"""{"correlationId":"{{Id}}","version":2,"currentState":"Running","numbers":[1,42],"reminderToken":null}"""));

        await client.Publish(new ReminderWanted(Id, 60_000));
        await Eventually.HoldsAsync("it has a token", async () => (await LoadAsync())?.ReminderToken is not null);
        await UntilDoneAsync();

        (await DelayedAsync()).ShouldBe([(await LoadAsync())!.ReminderToken!.Value.ToString("D")]);
    }

    [Fact]
    public async Task A_reminder_comes_and_counts_once()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);

        await client.Publish(new ReminderWanted(Id, 100));

        await UntilNumbersAsync(1, ErrandMachine.Reminded);
        await UntilDoneAsync();
        (await DelayedAsync()).ShouldBeEmpty();
        (await LoadAsync())!.ReminderToken.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_taken_back_never_comes_and_is_taken_back_only_by_who_wins()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await client.Publish(new ReminderWanted(Id, 60_000));
        await Eventually.HoldsAsync("it has a token", async () => (await LoadAsync())?.ReminderToken is not null);
        await UntilDoneAsync();
        // In the middle of the attempt that will lose, nothing is gone yet.
        var meanwhile = 0;
        Interference.Once(async () =>
        {
            meanwhile = (await DelayedAsync()).Length;
            await DoAsync("HINCRBY", $"errand:{Id}", "version", 0);
        });

        await client.Publish(new ReminderUnwanted(Id));
        await Eventually.HoldsAsync("it has no token", async () => (await LoadAsync()) is { ReminderToken: null });
        await UntilDoneAsync();

        meanwhile.ShouldBe(1);
        (await DoAsync("KEYS", Prefix + "delayed*")).Length.ShouldBe(0);
    }

    private async Task<string[]> DelayedAsync() => [.. (await DoAsync("ZRANGE", Prefix + "delayed", "0", "-1")).Items.Select(id => (string)id!)];

    /// <summary>Wants something that never is.</summary>
    private sealed class NeverCommit : IRedisSagaCommit<Errand>
    {
        public void Describe(Errand? before, Errand? after, RedisSagaWrites writes) => writes.Require(new("EXISTS", "{masstransit}:never"));
    }
}
