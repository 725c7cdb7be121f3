using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Carrying;

public sealed class When_messages_are_raw_json
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_body_is_the_message_and_nothing_else(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (orders, bodies) = (scene.Inbox<OrderPlaced>("orders"), new Record<(string? ContentType, string Body)>());
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.UseRawJsonSerializer();
            orders.Open(cfg, endpoint => endpoint.ConfigureReceive(pipe => pipe.UseExecute(context => bodies.Add((context.ContentType?.MediaType, context.Body.GetString())))));
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        (await orders.FirstAsync()).Message.ShouldBe(new OrderPlaced("1"));
        var (contentType, body) = bodies.Now[0];
        contentType.ShouldBe("application/json");
        JsonDocument.Parse(body).RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["number"]);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task What_the_envelope_would_say_travels_beside_it(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var orders = scene.Inbox<OrderPlaced>("orders");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.UseRawJsonSerializer();
            orders.Open(cfg);
        });
        Guid message = Guid.NewGuid(), correlation = Guid.NewGuid(), conversation = Guid.NewGuid();

        await bus.PublishAsync(new OrderPlaced("1"), context =>
        {
            context.MessageId = message;
            context.CorrelationId = correlation;
            context.ConversationId = conversation;
            context.Headers.Set("Colour", "green");
        });

        var letter = await orders.FirstAsync();
        (letter.MessageId, letter.CorrelationId, letter.ConversationId).ShouldBe((message, correlation, conversation));
        letter.Headers.Get<string>("Colour").ShouldBe("green");
        letter.SupportedTypes.ShouldContain(MessageUrn.ForTypeString<IOrderEvent>());
    }

    [Theory, OnEveryTransport]
    public async Task Requests_are_answered_all_the_same(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.UseRawJsonSerializer();
            cfg.ReceiveEndpoint(scene.Queue("checks"), endpoint => endpoint.Handler<CheckOrder>(context => context.RespondAsync(new OrderFound(context.Message.Number, "open"))));
        });

        (await bus.Control.CreateRequestClient<CheckOrder>().GetResponse<OrderFound>(new("1"))).Message.State.ShouldBe("open");
    }

    [Theory, OnEveryTransport]
    public async Task Failed_ones_keep_their_body(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var errors = scene.Inbox<OrderPlaced>("orders_error");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.UseRawJsonSerializer();
            cfg.ReceiveEndpoint(scene.Queue("orders"), endpoint => endpoint.Handler<OrderPlaced>(_ => throw new InvalidOperationException("No order here.")));
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        await bus.PublishAsync(new OrderPlaced("1"));

        var error = await errors.FirstAsync();
        error.Message.Number.ShouldBe("1");
        error.TransportHeaders[MessageHeaders.FaultMessage].ShouldBe("No order here.");
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task They_and_others_can_share_a_queue(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.UseRawJsonDeserializer(RawSerializerOptions.All);
            ships.Open(cfg);
        });

        await bus.SendAsync(ships.Address, new ShipOrder("enveloped"));
        await bus.SendAsync(ships.Address, new ShipOrder("raw"), context => context.Serializer = new ForeignSerializer());

        (await ships.AtLeastAsync(2)).Select(letter => (letter.Message.Number, letter.ContentType)).ShouldBe([("enveloped", "application/vnd.masstransit+json"), ("raw", "application/json")]);
    }

    /// <summary>What a program would write that has never heard of MassTransit.</summary>
    private sealed class ForeignSerializer : IMessageSerializer
    {
        public ContentType ContentType { get; } = new("application/json");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new StringMessageBody("{\"number\":\"raw\"}");
    }
}
