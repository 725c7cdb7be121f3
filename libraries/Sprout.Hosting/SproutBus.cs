using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sprout.Hosting;

/// <summary>The bus. Nothing outside this project knows what carries the messages.</summary>
public static class SproutBus
{
    /// <summary>Adds one bus with the consumers, sagas and request clients of every part.</summary>
    public static IHostApplicationBuilder AddSproutBus(this IHostApplicationBuilder builder, params Action<IBusRegistrationConfigurator>[] parts)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddDelayedMessageScheduler();
            foreach (var part in parts)
                part(bus);
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseDelayedMessageScheduler();
                transport.ConfigureEndpoints(context);
            });
        });
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            // Who asks for something right after the start must find the bus there.
            options.WaitUntilStarted = true;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        return builder;
    }
}
