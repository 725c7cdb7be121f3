using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.Hosting.Telemetry;
using Sprout.Hosting.Transports;

namespace Sprout.Hosting;

/// <summary>The bus. Nothing outside this project knows what carries the messages.</summary>
public static class SproutBus
{
    /// <summary>
    /// Adds one bus with the consumers, sagas and request clients of every part. Configuration: <c>Bus</c> (see <see cref="BusOptions"/>).
    /// Call it before adding what sends messages: what is added first is stopped last. Throws <see cref="SettingException"/>.
    /// </summary>
    public static IHostApplicationBuilder AddSproutBus(this IHostApplicationBuilder builder, params Action<IBusRegistrationConfigurator>[] parts)
    {
        var options = BusOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(MessageGuarantees.Of(options.Transport));
        if (TelemetryOptions.Read(builder.Configuration).HasMetrics)
            builder.Services.AddReceiveObserver(provider => new BusMetrics(options, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            foreach (var part in parts)
                part(bus);
            bus.UseCarrier(options);
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
