using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Sprout.MassTransit.RedisStreams.Sagas;

namespace Sprout.MassTransit.RedisStreams.Configuration;

internal sealed class RedisStreamsRegistrationBusFactory : TransportRegistrationBusFactory<IRedisStreamsReceiveEndpointConfigurator>
{
    private readonly RedisStreamsBusConfiguration _bus;
    private readonly Action<IBusRegistrationContext, IRedisStreamsBusFactoryConfigurator>? _configure;

    public RedisStreamsRegistrationBusFactory(Action<IBusRegistrationContext, IRedisStreamsBusFactoryConfigurator>? configure)
        : this(new RedisStreamsBusConfiguration(), configure)
    {
    }

    private RedisStreamsRegistrationBusFactory(RedisStreamsBusConfiguration bus, Action<IBusRegistrationContext, IRedisStreamsBusFactoryConfigurator>? configure)
        : base(bus.HostConfiguration)
    {
        _bus = bus;
        _configure = configure;
    }

    public override IBusInstance CreateBus(IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName)
    {
        _bus.HostConfiguration.ScopeSetter = context as ISetScopedConsumeContext;
        var bus = CreateBus(new RedisStreamsBusFactoryConfigurator(_bus), context, _configure, specifications);
        InMemoryOutboxGuard.Check(bus, context, _bus.HostConfiguration.Connection);
        return bus;
    }
}
