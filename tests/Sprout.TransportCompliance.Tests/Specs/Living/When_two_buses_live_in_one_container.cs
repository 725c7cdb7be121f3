using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Living;

public sealed class When_two_buses_live_in_one_container
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Each_keeps_to_its_own_place(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        await using var elsewhere = await Scene.OnAsync(transport);
        var (here, there) = (scene.Inbox<OrderPlaced>("orders"), elsewhere.Inbox<OrderPlaced>("orders"));
        var bus = await scene.StartAsync(
            (_, cfg) => here.Open(cfg),
            services: services => services.AddMassTransit<IOtherBus>(other => elsewhere.Use(other, (_, cfg) => there.Open(cfg))));

        await bus.PublishAsync(new OrderPlaced("here"));
        await bus.Services.GetRequiredService<IOtherBus>().Publish(new OrderPlaced("there"));

        (await here.FirstAsync()).Message.Number.ShouldBe("here");
        (await there.FirstAsync()).Message.Number.ShouldBe("there");
        (await here.AllAsync(bus.Control)).Count.ShouldBe(1);
        (await there.AllAsync(bus.Services.GetRequiredService<IOtherBus>())).Count.ShouldBe(1);
    }

    public interface IOtherBus : IBus;
}
