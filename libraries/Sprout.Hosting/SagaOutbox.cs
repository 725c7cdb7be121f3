using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting.Transports;

namespace Sprout.Hosting;

/// <summary>Has nothing be sent or answered before the saga is stored, on every transport.</summary>
public static class SagaOutbox
{
    /// <summary>
    /// Holds messages back in memory until the saga is stored, unless the transport stores them with it. Where it does not, a process that dies in
    /// between loses them; what waits for them is asked for again.
    /// </summary>
    public static void UseSagaOutbox(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        if (context.GetService<MessageGuarantees>() is not { AreStoredWithSaga: true })
            endpoint.UseInMemoryOutbox(context);
    }
}
