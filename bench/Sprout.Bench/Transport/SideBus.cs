using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Sprout.Bench.Transport;

/// <summary>A bus on a side, from its start to its stop, so that no other is awake while it is measured.</summary>
internal sealed class SideBus(ServiceProvider services) : IAsyncDisposable
{
    public IBusControl Bus { get; } = services.GetRequiredService<IBusControl>();

    public static async Task<SideBus> StartAsync(Side side, Action<IBusFactoryConfigurator> configure)
    {
        var services = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            side.Use(bus, configure);
        });
        var made = new SideBus(services.BuildServiceProvider(validateScopes: true));
        await made.Bus.StartAsync();
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.StopAsync();
        await services.DisposeAsync();
    }
}
