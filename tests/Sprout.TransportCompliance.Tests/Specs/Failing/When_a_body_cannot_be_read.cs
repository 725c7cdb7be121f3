using System.Net.Mime;
using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Failing;

public sealed class When_a_body_cannot_be_read
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task It_goes_to_the_error_queue_as_it_came(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, errors, faults) = (scene.Inbox<ShipOrder>("ships"), new Record<(string? Reason, string Body)>(), scene.Inbox<ReceiveFault>("faults"));
        var bus = await scene.StartAsync(cfg =>
        {
            ships.Open(cfg);
            faults.Open(cfg);
            cfg.ReceiveEndpoint(scene.Queue("ships_error"), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.DiscardFaultedMessages();
                endpoint.ConfigureReceive(pipe => pipe.UseExecute(context => errors.Add((context.TransportHeaders.Get<string>(MessageHeaders.Reason), context.Body.GetString()))));
            });
        });

        await bus.SendAsync(ships.Address, new ShipOrder("1"), context => context.Serializer = new BrokenSerializer());
        await bus.SendAsync(ships.Address, new ShipOrder("2"));

        (await errors.FirstAsync()).ShouldBe(("fault", BrokenSerializer.Text));
        (await faults.FirstAsync()).Message.Exceptions.ShouldNotBeEmpty();
        (await ships.FirstAsync()).Message.Number.ShouldBe("2");
    }

    private sealed class BrokenSerializer : IMessageSerializer
    {
        public const string Text = "{\"message\": {\"number\":";

        public ContentType ContentType { get; } = new("application/vnd.masstransit+json");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new StringMessageBody(Text);
    }
}
