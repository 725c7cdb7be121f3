using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams;

public sealed class When_a_message_comes_to_a_saga_again : ErrandTest
{
    private readonly Guid _messageId = NewId.NextGuid();

    [Fact]
    public async Task It_is_recognised_and_nothing_is_sent_again()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();

        for (var i = 0; i < 3; i++)
            await PublishAsync(client, new ErrandGiven(Id, 1));
        await client.Publish(new ErrandGiven(Id, 2));
        await UntilNumbersAsync(1, 2);
        await UntilDoneAsync();

        Steps.Select(step => step.Number).ShouldBe([1, 2], ignoreOrder: true);
        Receipts.Count.ShouldBe(2);
        (await NumbersAsync()).Count.ShouldBe(2);
        (await NumberAsync("EXISTS", Queue("errand_error"))).ShouldBe(0);
    }

    // The script has run, and nobody knows: the next attempt finds it done.
    [Fact]
    public async Task So_it_is_when_the_answer_of_the_script_was_lost()
    {
        await using var proxy = new TcpProxy(Server.Port);
        var bus = await StartErrandsAsync(port: proxy.Port);
        var faults = new Faults(bus);
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await UntilDoneAsync();
        Interference.Once(() =>
        {
            proxy.SwallowReplies();
            return Task.CompletedTask;
        });

        await PublishAsync(client, new ErrandGiven(Id, 2));
        await UntilNumbersAsync(1, 2);
        proxy.Cut();
        proxy.Restore();

        await UntilDoneAsync();
        await Eventually.HoldsAsync("both are done", () => faults.Finished == 2);
        Interference.Attempts.ShouldBe(2, "the third is refused when it loads the saga");
        (await NumbersAsync()).ShouldBe([1, 2]);
        Steps.Count.ShouldBe(2);
        Receipts.Count.ShouldBe(2);
        faults.All.ShouldBeEmpty();
    }

    // Nobody tries again here; the message comes again because it was not acknowledged.
    [Fact]
    public async Task So_it_is_when_the_process_died_before_it_could_acknowledge()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartErrandsAsync(port: proxy.Port);
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await UntilDoneAsync();
        Interference.Once(() =>
        {
            proxy.SwallowReplies();
            return Task.CompletedTask;
        });
        await client.Publish(new ErrandGiven(Id, 2));
        await UntilNumbersAsync(1, 2);
        proxy.Refuse(); // which is all that Redis sees of a death
        (await NumberAsync("XLEN", Queue(SagaQueue))).ShouldBe(1);

        await StartErrandsAsync(endpoint: endpoint => ((Configuration.IRedisStreamsReceiveEndpointConfigurator)endpoint).ClaimIdleTime = TimeSpan.FromSeconds(1));

        await UntilDoneAsync();
        Interference.Attempts.ShouldBe(0, "it is refused when it loads the saga");
        (await NumbersAsync()).ShouldBe([1, 2]);
        (Steps.Count, Receipts.Count).ShouldBe((2, 2));
    }

    // What is still pending may come again however much the saga has done since.
    [Fact]
    public async Task It_is_recognised_also_after_many_others()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartErrandsAsync(port: proxy.Port);
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 0));
        await UntilNumbersAsync(0);
        await UntilDoneAsync();
        Interference.Once(() =>
        {
            proxy.SwallowReplies();
            return Task.CompletedTask;
        });
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(0, 1);
        proxy.Refuse();

        var second = await StartErrandsAsync();
        for (var i = 2; i < 60; i++)
            await client.Publish(new ErrandGiven(Id, i));
        await UntilNumbersAsync([.. Enumerable.Range(0, 60)]);
        await Eventually.HoldsAsync("all but the first are acknowledged, which is still pending", async () => await NumberAsync("XLEN", Queue(SagaQueue)) == 1);
        await second.Control.StopAsync();
        await StartErrandsAsync(endpoint: endpoint => ((Configuration.IRedisStreamsReceiveEndpointConfigurator)endpoint).ClaimIdleTime = TimeSpan.FromSeconds(1));

        await UntilDoneAsync();
        (await NumbersAsync()).Order().ShouldBe(Enumerable.Range(0, 60));
        (Steps.Count, Receipts.Count).ShouldBe((60, 60));
    }

    [Fact]
    public async Task The_first_does_not_bring_back_a_saga_that_has_ended()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await PublishAsync(client, new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await client.Publish(new ErrandEnded(Id));
        await Eventually.HoldsAsync("it is gone", async () => await LoadAsync() is null);
        await UntilDoneAsync();
        Steps.Count.ShouldBe(2);

        await PublishAsync(client, new ErrandGiven(Id, 1));
        await UntilDoneAsync();

        (await LoadAsync()).ShouldBeNull();
        (Steps.Count, Receipts.Count).ShouldBe((2, 1));
        (await NumberAsync("PTTL", $"errand:{Id}")).ShouldBeInRange(1, 86_400_000);
    }

    [Fact]
    public async Task The_last_does_not_end_it_twice()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);

        for (var i = 0; i < 3; i++)
            await PublishAsync(client, new ErrandEnded(Id));
        await UntilDoneAsync();

        Steps.Select(step => step.Number).ShouldBe([1, 0], ignoreOrder: true);
        (await LoadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task One_that_ends_with_its_first_message_sends_once()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();

        for (var i = 0; i < 3; i++)
            await PublishAsync(client, new ErrandEnded(Id));
        await UntilDoneAsync();

        Steps.ShouldHaveSingleItem().Number.ShouldBe(0);
        (await LoadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Another_message_begins_it_anew_after_its_end()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await client.Publish(new ErrandEnded(Id));
        await Eventually.HoldsAsync("it is gone", async () => await LoadAsync() is null);

        await client.Publish(new ErrandGiven(Id, 2));

        await UntilNumbersAsync(2);
        (await NumberAsync("PTTL", $"errand:{Id}")).ShouldBe(-1);
    }

    // It is one message, and two events of the machine: both are meant.
    [Fact]
    public async Task It_is_told_from_two_events_of_one_message()
    {
        await StartErrandsAsync();
        var client = await ClientAsync();
        await client.Publish(new ErrandGiven(Id, 1));
        await UntilNumbersAsync(1);
        await UntilDoneAsync();

        for (var i = 0; i < 2; i++)
            await PublishAsync(client, new ErrandGivenLoudly(Id, 2));

        await UntilNumbersAsync(1, 2, ErrandMachine.Heard);
        await UntilDoneAsync();
        (await NumbersAsync()).Count.ShouldBe(3);
    }

    private Task PublishAsync<T>(IBus client, T message)
        where T : class => client.Publish(message, context => context.MessageId = _messageId);
}
