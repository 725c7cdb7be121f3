using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_connections_are_cut : TransportTest
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Nothing_that_is_published_under_load_is_lost()
    {
        const int Count = 2000, Publishers = 8;
        var consumer = await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();
        var number = 0;

        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => PublishAsync()));

        await _inbox.UntilAsync(Count, Patience);
        await UntilEmptyAsync("parcels");
        await Eventually.HoldsAsync("both are healthy", () => consumer.IsHealthy && publisher.IsHealthy, Patience);

        async Task PublishAsync()
        {
            while (Interlocked.Increment(ref number) is var mine and <= Count)
            {
                await publisher.PublishAsync(mine);
                if (mine % 250 == 0)
                    await DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
        }
    }

    [Fact]
    public async Task A_reader_that_is_cut_goes_on_without_the_bus_becoming_ill()
    {
        var consumer = await StartConsumerAsync("parcels", _inbox);
        var publisher = await StartPublisherAsync();

        for (var i = 0; i < 5; i++)
        {
            await KillReaderAsync();
            await publisher.PublishAsync(i);
            await _inbox.UntilHandledAsync(i);
        }

        consumer.IsHealthy.ShouldBeTrue();
        _inbox.Deliveries.Count.ShouldBe(5);
    }

    // Redis counts an entry as delivered once it has written it to the socket; nobody may ever read it there.
    [Fact]
    public async Task Entries_that_were_given_out_and_never_arrived_are_found_at_once()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartConsumerAsync("parcels", _inbox, port: proxy.Port);
        var publisher = await StartPublisherAsync();
        await UntilReaderWaitsAsync();
        proxy.SwallowReplies();
        for (var i = 0; i < 10; i++)
            await publisher.PublishAsync(i);
        await Eventually.HoldsAsync("the entries are given out", async () => await GroupAsync("parcels", "pending") > 0);

        proxy.Cut();
        proxy.Restore();

        await _inbox.UntilAsync(10, TimeSpan.FromSeconds(20)); // the claims of others come after thirty
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(10);
        _inbox.Deliveries.ShouldContain(delivery => delivery.IsRedelivered);
    }

    [Fact]
    public async Task An_answer_to_an_acknowledgement_that_is_lost_does_not_bring_the_message_again()
    {
        await using var proxy = new TcpProxy(Server.Port);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync(
            "parcels",
            async context =>
            {
                if (context.Message.Number == 1)
                {
                    begun.TrySetResult();
                    await go.Task;
                }

                await _inbox.HandleAsync(context);
            },
            port: proxy.Port);
        var faults = new Faults(consumer);
        var publisher = await StartPublisherAsync();
        await publisher.PublishAsync(0);
        await UntilEmptyAsync("parcels");
        await publisher.PublishAsync(1);
        await begun.Task.WaitAsync(Patience);

        proxy.SwallowReplies();
        go.SetResult();
        await UntilEmptyAsync("parcels");
        proxy.Cut();
        proxy.Restore();

        await Eventually.HoldsAsync("it is done", () => faults.Finished == 2, Patience);
        faults.All.ShouldBeEmpty();
        _inbox.Deliveries.Count.ShouldBe(2);
    }

    private async Task KillReaderAsync() => await DoAsync("CLIENT", "KILL", "ID", await UntilReaderWaitsAsync());

    private Task<string> UntilReaderWaitsAsync() => Eventually.GetAsync("a reader waits", async () =>
        ((string?)await DoAsync("CLIENT", "LIST"))!.Split('\n')
            .Where(client => client.Contains(" flags=b ", StringComparison.Ordinal))
            .Select(client => client.Split(' ')[0]["id=".Length..])
            .FirstOrDefault());
}
