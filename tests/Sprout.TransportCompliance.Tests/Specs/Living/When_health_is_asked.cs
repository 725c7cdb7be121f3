using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Living;

public sealed class When_health_is_asked
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task A_bus_is_well_while_it_runs(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var ships = scene.Inbox<ShipOrder>("ships");
        var bus = scene.Bus((_, cfg) => ships.Open(cfg));

        (await bus.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);
        await bus.StartAsync();
        (await bus.HealthAsync()).ShouldBe(HealthStatus.Healthy);
        await bus.StopAsync();
        (await bus.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task Each_endpoint_is_named(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, orders) = (scene.Inbox<ShipOrder>("ships"), scene.Inbox<OrderPlaced>("orders"));
        var bus = await scene.StartAsync(cfg =>
        {
            ships.Open(cfg);
            orders.Open(cfg);
        });

        var health = bus.Control.CheckHealth();

        health.Endpoints.Keys.ShouldContain(address => address.EndsWith($"/{ships.Queue}", StringComparison.Ordinal));
        health.Endpoints.Keys.ShouldContain(address => address.EndsWith($"/{orders.Queue}", StringComparison.Ordinal));
    }
}
