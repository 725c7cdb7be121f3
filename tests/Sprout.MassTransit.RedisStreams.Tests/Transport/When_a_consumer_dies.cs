using System.Text.Json;
using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

/// <summary>It is played by hand: it reads, and is never heard of again.</summary>
public sealed class When_a_consumer_dies : TransportTest
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Another_takes_over_what_it_had()
    {
        await GiveToTheDeadAsync(5);

        await StartConsumerAsync("parcels", _inbox, Soon);

        await _inbox.UntilAsync(5);
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(5);
        _inbox.Deliveries.ShouldAllBe(delivery => delivery.IsRedelivered);
        (await NumberAsync("EXISTS", Queue("parcels_error"))).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_runs_already_takes_over_more_than_it_may_fetch_and_while_it_is_busy()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await GiveToTheDeadAsync(500);
        await StartConsumerAsync(
            "parcels",
            async context =>
            {
                await _inbox.HandleAsync(context);
                if (context.Message.Number >= 1000)
                    await go.Task;
            },
            endpoint =>
            {
                Soon(endpoint);
                (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (4, 5);
            });
        var publisher = await StartPublisherAsync();
        for (var i = 1000; i < 1010; i++)
            await publisher.PublishAsync(i);

        // All that it may fetch is fetched and goes on for long; what is claimed has places of its own.
        await Eventually.HoldsAsync("all of the dead are taken over", () => _inbox.Numbers.Count(number => number < 1000) == 500, Patience);
        go.SetResult();
        await UntilEmptyAsync("parcels");
    }

    [Fact]
    public async Task Ten_others_share_it_without_doubling_it()
    {
        await GiveToTheDeadAsync(300);

        for (var i = 0; i < 10; i++)
            await StartConsumerAsync("parcels", _inbox, endpoint => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(3));

        await _inbox.UntilAsync(300);
        await UntilEmptyAsync("parcels");
        _inbox.Deliveries.Count.ShouldBe(300);
    }

    [Fact]
    public async Task What_was_delivered_too_often_goes_to_the_error_queue_with_a_reason()
    {
        await GiveToTheDeadAsync(2);
        var pending = await DoAsync("XPENDING", Queue("parcels"), "parcels", "-", "+", "10");
        await DoAsync("XCLAIM", Queue("parcels"), "parcels", "dead", "0", (string)pending[0][0]!, "RETRYCOUNT", "3");

        await StartConsumerAsync("parcels", _inbox, endpoint =>
        {
            Soon(endpoint);
            endpoint.MaxDeliveryCount = 3;
        });

        await _inbox.UntilHandledAsync(1);
        await UntilEmptyAsync("parcels");
        _inbox.Numbers.ShouldBe([1]);
        var error = (await Admin.GetDatabase().StreamRangeAsync(Queue("parcels_error"))).ShouldHaveSingleItem();
        error.Values.Select(field => (string?)field.Name).ShouldBe(["b", "h"]);
        using var headers = JsonDocument.Parse(error.Values[1].Value.Memory);
        headers.RootElement.GetProperty(MessageHeaders.Reason).GetString().ShouldBe("fault");
        headers.RootElement.GetProperty(MessageHeaders.FaultMessage).GetString().ShouldNotBeNull().ShouldContain("3 times");
        headers.RootElement.GetProperty(MessageHeaders.FaultInputAddress).GetString().ShouldNotBeNull().ShouldEndWith("/parcels");
    }

    // The deliveries under earlier ids count too.
    [Fact]
    public async Task The_count_goes_on_after_a_hand_back()
    {
        await GiveToTheDeadAsync(1, "d", "3");

        await StartConsumerAsync("parcels", _inbox, endpoint =>
        {
            Soon(endpoint);
            endpoint.MaxDeliveryCount = 4;
        });

        await Eventually.HoldsAsync("it is in the error queue", async () => await NumberAsync("XLEN", Queue("parcels_error")) == 1);
        _inbox.Deliveries.ShouldBeEmpty();
        await UntilEmptyAsync("parcels");
    }

    [Fact]
    public async Task Its_name_is_forgotten_once_it_holds_nothing()
    {
        await GiveToTheDeadAsync(3);
        await StartConsumerAsync("parcels", _inbox, Soon);
        await UntilEmptyAsync("parcels");

        await Eventually.HoldsAsync("only the living are listed", async () =>
            (await DoAsync("XINFO", "CONSUMERS", Queue("parcels"), "parcels")).Items.Select(consumer => (string?)consumer[1]).All(name => name != "dead"), Patience);
        await (await StartPublisherAsync()).PublishAsync(9);
        await _inbox.UntilHandledAsync(9);
    }

    private static void Soon(IRedisStreamsReceiveEndpointConfigurator endpoint) => endpoint.ClaimIdleTime = TimeSpan.FromSeconds(1);

    private async Task GiveToTheDeadAsync(int count, params string[] more)
    {
        var publisher = await StartPublisherAsync();
        await DoAsync("XGROUP", "CREATE", Queue("parcels"), "parcels", "0", "MKSTREAM");
        for (var i = 0; i < count; i++)
            await publisher.SendAsync("parcels", i);
        foreach (var entry in more.Length > 0 ? await Admin.GetDatabase().StreamRangeAsync(Queue("parcels")) : [])
        {
            await DoAsync("XADD", [Queue("parcels"), "*", "b", entry.Values[0].Value, .. more.Select(field => (Redis.RedisValue)field)]);
            await DoAsync("XDEL", Queue("parcels"), entry.Id);
        }

        await DoAsync("XREADGROUP", "GROUP", "parcels", "dead", "COUNT", "10000", "STREAMS", Queue("parcels"), ">");
    }
}
