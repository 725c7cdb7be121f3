using MassTransit;

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>Every bus is a broker of its own: it forgets what it holds when it stops, and knows neither expiry nor cancellation.</summary>
public sealed class InMemoryTransport : Transport
{
    public override string Name => "in-memory";

    public override Feature Offers => Feature.Delays;

    public override void Use(IBusRegistrationConfigurator bus, Place place, Action<IBusRegistrationContext, IBusFactoryConfigurator> configure)
    {
        bus.AddDelayedMessageScheduler();
        bus.UsingInMemory((context, transport) =>
        {
            transport.UseDelayedMessageScheduler();
            configure(context, transport);
            transport.ConfigureEndpoints(context);
        });
    }
}
