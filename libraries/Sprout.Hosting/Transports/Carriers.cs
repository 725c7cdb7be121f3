using MassTransit;

namespace Sprout.Hosting.Transports;

/// <summary>What differs from transport to transport.</summary>
internal static class Carriers
{
    /// <summary>Has the transport carry the messages of all endpoints.</summary>
    public static void UseCarrier(this IBusRegistrationConfigurator bus, BusOptions options)
    {
        switch (options.Transport)
        {
            case BusTransport.RabbitMq:
                UseRabbitMq(bus, options.RabbitMq!);
                break;
            case BusTransport.InMemory:
                UseInMemory(bus);
                break;
            default:
                throw new SettingException("Bus:Transport is redis-streams, which is not built yet. Set it to rabbitmq or in-memory.");
        }
    }

    // RabbitMQ itself delays messages only with its plugin rabbitmq_delayed_message_exchange.
    private static void UseRabbitMq(IBusRegistrationConfigurator bus, Uri url)
    {
        bus.AddDelayedMessageScheduler();
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(url);
            transport.UseDelayedMessageScheduler();
            transport.ConfigureEndpoints(context);
        });
    }

    private static void UseInMemory(IBusRegistrationConfigurator bus)
    {
        bus.AddDelayedMessageScheduler();
        bus.UsingInMemory((context, transport) =>
        {
            transport.UseDelayedMessageScheduler();
            transport.ConfigureEndpoints(context);
        });
    }
}
