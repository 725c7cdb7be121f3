using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Hosting.Transports;

/// <summary>What differs from transport to transport.</summary>
internal static class Carriers
{
    /// <summary>Has the transport carry the messages of all endpoints.</summary>
    public static void UseCarrier(this IBusRegistrationConfigurator bus, BusOptions options)
    {
        switch (options.Transport)
        {
            case BusTransport.RedisStreams:
                UseRedisStreams(bus, options.ClaimIdleTime);
                break;
            case BusTransport.RabbitMq:
                UseRabbitMq(bus, options.RabbitMq!);
                break;
            default:
                UseInMemory(bus);
                break;
        }
    }

    // Over the connection that the sagas are stored with, so that their messages are stored in the same step.
    private static void UseRedisStreams(IBusRegistrationConfigurator bus, TimeSpan claimIdleTime)
    {
        bus.AddRedisStreamsMessageScheduler();
        bus.UsingRedisStreams((context, transport) =>
        {
            transport.Host(context.GetRequiredService<IConnectionMultiplexer>(), host => host.KeyPrefix = SproutKeys.Prefix);
            transport.ClaimIdleTime = claimIdleTime;
            transport.UseRedisStreamsMessageScheduler();
            // Blanks for the eye would be a fifth of what waits in Redis' memory.
            transport.ConfigureJsonSerializerOptions(json =>
            {
                json.WriteIndented = false;
                return json;
            });
            transport.ConfigureEndpoints(context);
        });
    }

    // The scheduler needs RabbitMQ's plugin rabbitmq_delayed_message_exchange. No part of Sprout schedules.
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
