using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

public sealed class When_a_queue_is_temporary : TransportTest
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task It_goes_with_its_bindings_when_its_endpoint_stops()
    {
        var consumer = await StartConsumerAsync("brief", _inbox, Briefly);
        await consumer.PublishAsync(1);
        await _inbox.UntilHandledAsync(1);

        await consumer.Control.StopAsync();

        (await NumberAsync("EXISTS", Queue("brief"), Topic<Parcel>())).ShouldBe(0);
    }

    [Fact]
    public async Task The_queue_of_answers_goes_with_the_bus()
    {
        await StartBusAsync(bus => bus.ReceiveEndpoint("parcels", endpoint => endpoint.Handler<Parcel>(context => context.RespondAsync(new Letter(context.Message.Number)))));
        var client = await StartPublisherAsync();
        var answer = await client.Control.CreateRequestClient<Parcel>(new Uri("queue:parcels")).GetResponse<Letter>(new Parcel(5));
        answer.Message.Number.ShouldBe(5);
        (await DoAsync("KEYS", Queue("*_bus_*"))).Length.ShouldBe(1);

        await client.Control.StopAsync();

        (await DoAsync("KEYS", Queue("*_bus_*"))).Length.ShouldBe(0);
    }

    [Fact]
    public async Task It_expires_when_its_process_was_killed_and_the_next_publish_removes_its_binding()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartConsumerAsync("brief", _inbox, Briefly, port: proxy.Port);
        var publisher = await StartPublisherAsync();
        (await NumberAsync("SCARD", Topic<Parcel>())).ShouldBe(1);

        proxy.Refuse(); // which is all that Redis sees of a kill
        await Eventually.HoldsAsync("it has expired", async () => await NumberAsync("EXISTS", Queue("brief")) == 0);
        (await NumberAsync("SCARD", Topic<Parcel>())).ShouldBe(1);
        await publisher.PublishAsync(1);

        (await NumberAsync("EXISTS", Queue("brief"), Topic<Parcel>())).ShouldBe(0);
    }

    [Fact]
    public async Task It_is_there_again_when_its_process_was_only_out_of_reach()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await StartConsumerAsync("brief", _inbox, Briefly, port: proxy.Port);
        var publisher = await StartPublisherAsync();
        proxy.Refuse();
        await Eventually.HoldsAsync("it has expired", async () => await NumberAsync("EXISTS", Queue("brief")) == 0);
        await publisher.PublishAsync(1);

        proxy.Restore();

        await Eventually.HoldsAsync("it is bound again", async () => await NumberAsync("SCARD", Topic<Parcel>()) == 1);
        await publisher.PublishAsync(2);
        await _inbox.UntilHandledAsync(2);
        _inbox.Numbers.ShouldBe([2]);
    }

    [Fact]
    public async Task It_lives_for_as_long_as_its_process_however_quiet()
    {
        await StartConsumerAsync("brief", _inbox, endpoint =>
        {
            Briefly(endpoint);
            endpoint.ClaimIdleTime = TimeSpan.FromMinutes(1);
        });
        var renewed = 0;
        var life = await NumberAsync("PTTL", Queue("brief"));

        await Eventually.HoldsAsync("it was renewed ten times", async () =>
        {
            var before = life;
            life = await NumberAsync("PTTL", Queue("brief"));
            life.ShouldBePositive();
            return (renewed += life > before ? 1 : 0) >= 10;
        });
    }

    // An answer that comes too late must not make a queue that nobody will ever read.
    [Fact]
    public async Task What_is_sent_to_it_later_vanishes()
    {
        var publisher = await StartPublisherAsync();

        await (await publisher.Control.GetSendEndpoint(new($"redis://127.0.0.1:{Server.Port}/brief?temporary=true"))).Send(new Parcel(1));

        (await NumberAsync("EXISTS", Queue("brief"))).ShouldBe(0);
    }

    private static void Briefly(IRedisStreamsReceiveEndpointConfigurator endpoint) => endpoint.AutoDeleteOnIdle = TimeSpan.FromSeconds(1.5);
}
