using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Samples.Consumer;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    // The name of the queue is yours to choose, and must be nobody else's. It keeps what comes while this program is away.
    bus.AddConsumer<ContainerStateChangedConsumer>().Endpoint(endpoint => endpoint.Name = "sample-container-journal");
    bus.UsingRedisStreams((context, transport) =>
    {
        transport.Host(builder.Configuration["Redis"] ?? "redis://localhost:6379", host => host.KeyPrefix = "{sprout}:");
        transport.UseMessageRetry(retry => retry.Interval(3, TimeSpan.FromSeconds(1)));
        transport.ConfigureEndpoints(context);
    });
});
await builder.Build().RunAsync();
