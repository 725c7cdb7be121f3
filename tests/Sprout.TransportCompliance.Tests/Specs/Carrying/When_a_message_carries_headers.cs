using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Carrying;

public sealed class When_a_message_carries_headers
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task They_arrive_as_the_types_that_they_had(string transport)
    {
        var (guid, time) = (Guid.NewGuid(), new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero));

        var headers = (await TravelAsync(transport, context =>
        {
            context.Headers.Set("Text", "Grüße, 日本語 \"quoted\" \\ \n");
            context.Headers.Set("Empty", "");
            context.Headers.Set("Number", 42);
            context.Headers.Set("Long", long.MaxValue);
            context.Headers.Set("Yes", true);
            context.Headers.Set("Guid", guid);
            context.Headers.Set("Time", time);
            context.Headers.Set("Uri", new Uri("queue:orders"));
            context.Headers.Set("Object", new StockLevel(7));
        })).Headers;

        headers.Get<string>("Text").ShouldBe("Grüße, 日本語 \"quoted\" \\ \n");
        headers.Get<string>("Empty").ShouldBe("");
        headers.Get<int>("Number").ShouldBe(42);
        headers.Get<long>("Long").ShouldBe(long.MaxValue);
        headers.Get<bool>("Yes").ShouldBe(true);
        headers.Get<Guid>("Guid").ShouldBe(guid);
        headers.Get<DateTimeOffset>("Time").ShouldBe(time);
        headers.Get<Uri>("Uri").ShouldBe(new Uri("queue:orders"));
        headers.Get<StockLevel>("Object").ShouldBe(new StockLevel(7));
        headers.TryGetHeader("Other", out _).ShouldBeFalse();
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_simple_ones_can_be_read_without_the_body(string transport)
    {
        var headers = (await TravelAsync(transport, context =>
        {
            context.Headers.Set("Text", "green");
            context.Headers.Set("Number", 42);
        })).TransportHeaders;

        (headers["Text"], headers["Number"]).ShouldBe(("green", "42"));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_message_knows_itself_and_whom_it_belongs_to(string transport)
    {
        Guid message = Guid.NewGuid(), correlation = Guid.NewGuid(), conversation = Guid.NewGuid(), initiator = Guid.NewGuid();

        var letter = await TravelAsync(transport, context =>
        {
            context.MessageId = message;
            context.CorrelationId = correlation;
            context.ConversationId = conversation;
            context.InitiatorId = initiator;
        });

        (letter.MessageId, letter.CorrelationId, letter.ConversationId, letter.InitiatorId).ShouldBe((message, correlation, conversation, initiator));
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_knows_when_where_and_by_whom_it_was_sent(string transport)
    {
        var letter = await TravelAsync(transport, _ => { });

        letter.SentTime!.Value.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        letter.Host.ProcessId.ShouldBe(Environment.ProcessId);
        letter.Host.Assembly.ShouldNotBeNullOrEmpty();
        letter.SourceAddress.ShouldNotBeNull();
        letter.DestinationAddress.ShouldNotBeNull();
        letter.ResponseAddress.ShouldBeNull();
        letter.ContentType.ShouldBe("application/vnd.masstransit+json");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task What_follows_from_it_belongs_to_the_same_conversation(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ordered, packed, delivered) = (scene.Inbox<ShipmentOrdered>("ordered"), scene.Inbox<ShipmentPacked>("packed"), scene.Inbox<ShipmentDelivered>("delivered"));
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(ordered.Queue, endpoint => endpoint.Handler<ShipmentOrdered>(async context =>
            {
                await ordered.Hear(context);
                await context.Send(packed.Address, new ShipmentPacked(context.Message.ShipmentId));
            }));
            cfg.ReceiveEndpoint(packed.Queue, endpoint => endpoint.Handler<ShipmentPacked>(async context =>
            {
                await packed.Hear(context);
                await context.Publish(new ShipmentDelivered(context.Message.ShipmentId));
            }));
            delivered.Open(cfg);
        });
        var id = Guid.NewGuid();

        await bus.PublishAsync(new ShipmentOrdered(id, "apple"));

        var last = await delivered.FirstAsync();
        var (first, second) = (ordered.Now[0], packed.Now[0]);
        first.CorrelationId.ShouldBe(id);
        second.InitiatorId.ShouldBe(id);
        ((Guid?[])[first.ConversationId, second.ConversationId, last.ConversationId]).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        ((Guid?[])[first.MessageId, second.MessageId, last.MessageId]).Distinct().Count().ShouldBe(3);
    }

    private static async Task<Letter<OrderPlaced>> TravelAsync(string transport, Action<PublishContext<OrderPlaced>> with)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg => orders.Open(cfg));
        await bus.PublishAsync(new OrderPlaced("1"), with);
        return await orders.FirstAsync();
    }
}
