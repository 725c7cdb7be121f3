using System.Diagnostics;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams;

public sealed class When_many_events_meet_on_one_saga : ErrandTest
{
    // 64 at once, and nothing keeps them apart but the compare-and-set: each round of 64 lets one through, and the others try again.
    [Fact]
    public async Task Each_counts_once_and_sends_once()
    {
        await StartErrandsAsync(retries: 100_000);

        await PublishAllAsync(500);
    }

    // As one should: events of one saga one after the other, so that conflicts come from the other process only.
    [Fact]
    public async Task So_it_does_when_each_process_lines_them_up()
    {
        for (var i = 0; i < 2; i++)
            await StartErrandsAsync(retries: 100_000, saga: errands => errands.Message<ErrandGiven>(message => message.UsePartitioner(16, context => context.Message.Id)));

        await PublishAllAsync(2000);
    }

    private async Task PublishAllAsync(int events)
    {
        var client = await ClientAsync();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, events).Select(number => client.Publish(new ErrandGiven(Id, number))));
        await UntilDoneAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{events} events on one saga: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s");

        var errand = (await LoadAsync()).ShouldNotBeNull();
        errand.Numbers.Order().ShouldBe(Enumerable.Range(0, events));
        errand.Version.ShouldBe(events);
        Steps.Select(step => step.Number).Order().ShouldBe(Enumerable.Range(0, events));
        Receipts.Select(receipt => receipt.Number).Order().ShouldBe(Enumerable.Range(0, events));
        (await NumberAsync("EXISTS", Queue("errand_error"), Queue("errand_skipped"))).ShouldBe(0);
    }
}
