using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting.Transports;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.Hosting;

/// <summary>What endpoints want of every transport, however it does it.</summary>
public static class SproutEndpoints
{
    /// <summary>
    /// Has nothing be sent or answered before the saga is stored. Where the transport stores messages with the saga, that is so already; elsewhere
    /// they are held back in memory, and what a process loses that dies in between is asked for again.
    /// </summary>
    public static void UseSagaOutbox(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        if (context.GetService<MessageGuarantees>() is not { AreStoredWithSaga: true })
            endpoint.UseInMemoryOutbox(context);
    }

    /// <summary>Has messages that come faster than one in this time be read and handled together, where the transport can do that.</summary>
    public static void UseGathering(this IReceiveEndpointConfigurator endpoint, TimeSpan time)
    {
        if (endpoint is IRedisStreamsReceiveEndpointConfigurator streams)
            streams.GatherTime = time;
    }

    /// <summary>Tries a message again after longer waits: meanwhile it waits in the transport, or, where that cannot delay it, here.</summary>
    public static void UseLaterRetry(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context, Action<IRetryConfigurator> configure)
    {
        if (context.GetService<MessageGuarantees>() is { CanWait: false })
            endpoint.UseMessageRetry(configure);
        else
            endpoint.UseDelayedRedelivery(configure);
    }
}
