using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sprout.Testing;

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>The yardstick. Delays would need a plugin, so it has none here.</summary>
public sealed class RabbitMqTransport : Transport
{
    private const ushort NotFound = 404;
    private const ushort Locked = 405; // exclusively another connection's

    private readonly Lazy<Task<RabbitMqServer>> _server = new(RabbitMqServer.StartAsync);

    public override string Name => "rabbitmq";

    public override Feature Offers => Feature.SharedBroker | Feature.TimeToLive | Feature.Outage;

    public override bool SmokeOnly => true;

    public override string TopicScheme => "exchange";

    public override string? WhyNot => RabbitMqServer.WhyNot;

    public override async Task<int> StartAsync() => (await _server.Value).Port;

    public override void Use(IBusRegistrationConfigurator bus, Place place, Action<IBusRegistrationContext, IBusFactoryConfigurator> configure) =>
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host("127.0.0.1", (ushort)place.Port, "/", _ => { });
            // Exchanges are named after message types, which the specs share.
            transport.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(transport.MessageTopology.EntityNameFormatter, place.Prefix));
            configure(context, transport);
            transport.ConfigureEndpoints(context);
        });

    public override async Task<bool> HasQueueAsync(Place place, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = (await _server.Value).Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode is NotFound or Locked)
        {
            return exception.ShutdownReason.ReplyCode == Locked;
        }
    }

    public override async Task StopAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
