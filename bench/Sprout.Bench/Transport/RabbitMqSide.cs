using MassTransit;
using Sprout.Testing;

namespace Sprout.Bench.Transport;

/// <summary>MassTransit's own for RabbitMQ as it comes: durable queues, persistent messages, publisher confirms.</summary>
internal sealed class RabbitMqSide(RabbitMqServer server) : Side
{
    public override string Name => "RabbitMQ";

    public override int? BrokerId => server.ProcessId;

    public static async Task<RabbitMqSide> StartAsync() => new(await RabbitMqServer.StartAsync());

    public override void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator> configure) =>
        bus.UsingRabbitMq((_, transport) =>
        {
            transport.Host("127.0.0.1", (ushort)server.Port, "/", _ => { });
            configure(transport);
        });

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}
