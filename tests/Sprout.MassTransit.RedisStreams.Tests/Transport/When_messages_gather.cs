using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

/// <summary>The consumer's clock stands unless it is moved on, so that what gathers does so until then.</summary>
public sealed class When_messages_gather : TransportTest
{
    private const int Count = 40;

    // What a single request sets off is about as much.
    private const int Few = 4;

    private static readonly TimeSpan GatherTime = TimeSpan.FromSeconds(1);
    private static readonly Uri Address = new("queue:parcels");

    private readonly ClockWithTimers _clock = new();
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task The_first_few_after_a_pause_are_read_as_they_come()
    {
        await StartGatheringAsync();
        var sender = await SenderAsync();
        await SendFewAsync(sender, from: 0);

        _clock.Advance(GatherTime * Few);

        await SendFewAsync(sender, from: Few);
    }

    [Fact]
    public async Task Those_that_go_on_are_read_together_and_none_is_lost()
    {
        await StartGatheringAsync();
        var sender = await SenderAsync();
        await SendFewAsync(sender, from: 0);
        var before = await CallsAsync("xreadgroup");

        // One after the other, each with an answer of Redis: else most of them would be read alone.
        for (var i = Few; i < Count; i++)
            await sender.Send(new Parcel(i));
        _clock.Advance(GatherTime);

        await _inbox.UntilAsync(Count, Patience);
        // As many as there is room for at a time, and Redis counts a read that waits twice.
        (await CallsAsync("xreadgroup") - before).ShouldBeLessThan(Count / 4);
        await Eventually.HoldsAsync("they are acknowledged", async () =>
        {
            _clock.Advance(GatherTime);
            return await NumberAsync("XLEN", Queue("parcels")) == 0;
        });
        _inbox.Deliveries.Count.ShouldBe(Count);
    }

    [Fact]
    public async Task More_than_there_is_room_for_are_read_without_a_pause()
    {
        var sender = await SenderAsync();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => sender.Send(new Parcel(number))));

        await StartGatheringAsync(endpoint => endpoint.PrefetchCount = 1);

        await _inbox.UntilAsync(Count, Patience);
    }

    [Fact]
    public async Task A_stop_does_not_wait_and_what_gathers_is_the_next_ones()
    {
        var bus = await StartGatheringAsync();
        var sender = await SenderAsync();
        await SendFewAsync(sender, from: 0);
        await sender.Send(new Parcel(Few));

        await bus.Control.StopAsync().WaitAsync(Patience);

        _inbox.Deliveries.Count.ShouldBe(Few);
        await StartConsumerAsync("parcels", _inbox);
        await _inbox.UntilAsync(Few + 1, Patience);
        _inbox.Deliveries.ShouldBe(Enumerable.Range(0, Few + 1).Select(number => new Inbox.Delivery(number, IsRedelivered: false)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_time_that_cannot_be_meant_is_refused(int milliseconds) =>
        (await Should.ThrowAsync<ConfigurationException>(() => StartConsumerAsync("parcels", _inbox, endpoint => endpoint.GatherTime = TimeSpan.FromMilliseconds(milliseconds))))
            .Message.ShouldContain("GatherTime");

    private Task<TestBus> StartGatheringAsync(Action<IRedisStreamsReceiveEndpointConfigurator>? configure = null) =>
        StartConsumerAsync(
            "parcels",
            _inbox,
            endpoint =>
            {
                endpoint.GatherTime = GatherTime;
                configure?.Invoke(endpoint);
            },
            host => host.TimeProvider = _clock);

    private async Task<ISendEndpoint> SenderAsync() => await (await StartPublisherAsync()).Control.GetSendEndpoint(Address);

    // Each has to be read for itself, on a clock that stands.
    private async Task SendFewAsync(ISendEndpoint sender, int from)
    {
        for (var i = from; i < from + Few; i++)
        {
            await sender.Send(new Parcel(i));
            await _inbox.UntilHandledAsync(i, Patience);
        }
    }
}
