using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sprout.Testing;
using Sprout.TransportCompliance.Tests.Messages;
using Sprout.TransportCompliance.Tests.Stage;
using Sprout.TransportCompliance.Tests.Transports;

namespace Sprout.TransportCompliance.Tests.Specs.Guarding;

public sealed class When_too_much_fails
{
    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_kill_switch_stops_the_endpoint_and_starts_it_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (ships, steps, mended) = (scene.Inbox<ShipOrder>("ships"), new EndpointSteps(), false);
        var bus = await scene.StartAsync(cfg => cfg.ReceiveEndpoint(ships.Queue, endpoint =>
        {
            endpoint.PrefetchCount = 1;
            endpoint.UseKillSwitch(options => options.SetActivationThreshold(4).SetTripThreshold(0.5).SetRestartTimeout(TimeSpan.FromSeconds(3)));
            endpoint.Handler<ShipOrder>(context => Volatile.Read(ref mended) ? ships.Hear(context) : throw new InvalidOperationException("No ship here."));
        }));
        bus.Control.ConnectReceiveEndpointObserver(steps);

        foreach (var number in Enumerable.Range(0, 10))
            await bus.SendAsync(ships.Address, new ShipOrder($"{number}"));
        await steps.UntilAsync("completed", ships.Queue);
        (await bus.HealthAsync()).ShouldNotBe(HealthStatus.Healthy);
        Volatile.Write(ref mended, true);
        await bus.SendAsync(ships.Address, new ShipOrder("after"));
        await steps.UntilAsync("ready", ships.Queue);

        await Eventually.HoldsAsync("it comes", () => ships.Now.Any(letter => letter.Message.Number == "after"));
        await Eventually.HoldsAsync("the bus is well", async () => await bus.HealthAsync() == HealthStatus.Healthy);
    }

    [Theory, OnEveryTransport(Smoke = true)]
    public async Task The_circuit_breaker_spares_the_consumer_until_it_tries_again(string transport)
    {
        await using var scene = await Scene.OnAsync(transport);
        var (called, errors, mended) = (new Record<string>(), scene.Inbox<ShipOrder>("ships_error"), false);
        var bus = await scene.StartAsync(cfg =>
        {
            cfg.ReceiveEndpoint(scene.Queue("ships"), endpoint =>
            {
                endpoint.PrefetchCount = 1;
                endpoint.UseCircuitBreaker(breaker =>
                {
                    breaker.ActiveThreshold = 4;
                    breaker.TripThreshold = 50;
                    breaker.TrackingPeriod = TimeSpan.FromMinutes(1);
                    breaker.ResetInterval = TimeSpan.FromSeconds(1);
                });
                endpoint.Handler<ShipOrder>(context =>
                {
                    called.Add(context.Message.Number);
                    return Volatile.Read(ref mended) ? Task.CompletedTask : throw new InvalidOperationException("No ship here.");
                });
            });
            errors.Open(cfg, endpoint => endpoint.ConfigureConsumeTopology = false);
        });

        foreach (var number in Enumerable.Range(0, 20))
            await bus.SendAsync(scene.Address("ships"), new ShipOrder($"{number}"));
        await errors.AtLeastAsync(20);
        called.Now.Count.ShouldBeLessThan(20);
        Volatile.Write(ref mended, true);

        await Eventually.HoldsAsync("the consumer is called again", async () =>
        {
            await bus.SendAsync(scene.Address("ships"), new ShipOrder("after"));
            return called.Now.Contains("after");
        });
    }
}
