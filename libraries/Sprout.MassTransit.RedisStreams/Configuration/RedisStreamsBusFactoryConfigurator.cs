using MassTransit;
using MassTransit.Configuration;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Configuration;

internal sealed class RedisStreamsBusFactoryConfigurator : BusFactoryConfigurator, IRedisStreamsBusFactoryConfigurator, IBusFactory
{
    private readonly RedisStreamsBusConfiguration _bus;

    public RedisStreamsBusFactoryConfigurator(RedisStreamsBusConfiguration bus)
        : base(bus)
    {
        _bus = bus;
        ConnectBusObserver(new ConnectionStarter(bus.HostConfiguration));
    }

    public TimeSpan ClaimIdleTime
    {
        set => _bus.HostConfiguration.Defaults.ClaimIdleTime = value;
    }

    public int MaxDeliveryCount
    {
        set => _bus.HostConfiguration.Defaults.MaxDeliveryCount = value;
    }

    public bool DeadLetterExpiredMessages
    {
        set => _bus.HostConfiguration.Defaults.DeadLetterExpiredMessages = value;
    }

    public bool PurgeOnStartup
    {
        set => _bus.HostConfiguration.Defaults.PurgeOnStartup = value;
    }

    public TimeSpan GatherTime
    {
        set => _bus.HostConfiguration.Defaults.GatherTime = value;
    }

    public void Host(string configuration, Action<IRedisStreamsHostConfigurator>? configure = null) => Host(new RedisStreamsHostSettings(configuration), configure);

    public void Host(IConnectionMultiplexer connection, Action<IRedisStreamsHostConfigurator>? configure = null) =>
        Host(new RedisStreamsHostSettings(connection), configure);

    public void ReceiveEndpoint(
        IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter = null, Action<IRedisStreamsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        _bus.HostConfiguration.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IRedisStreamsReceiveEndpointConfigurator> configureEndpoint) =>
        _bus.HostConfiguration.ReceiveEndpoint(queueName, configureEndpoint);

    public void ReceiveEndpoint(
        IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter = null, Action<IReceiveEndpointConfigurator>? configureEndpoint = null) =>
        _bus.HostConfiguration.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IReceiveEndpointConfigurator> configureEndpoint) =>
        _bus.HostConfiguration.ReceiveEndpoint(queueName, configureEndpoint);

    public IReceiveEndpointConfiguration CreateBusEndpointConfiguration(Action<IReceiveEndpointConfigurator> configure)
    {
        var settings = _bus.HostConfiguration.Defaults.For(_bus.Topology.Consume.CreateTemporaryQueueName("bus"));
        settings.AutoDeleteOnIdle = RedisStreamsReceiveSettings.TemporaryIdleTime;
        return _bus.HostConfiguration.CreateReceiveEndpointConfiguration(settings, _bus.BusEndpointConfiguration, configure);
    }

    public override IEnumerable<ValidationResult> Validate() =>
        base.Validate().Concat(_bus.HostConfiguration.Defaults.Faults().Select(fault => this.Failure("Bus", fault)));

    private void Host(RedisStreamsHostSettings settings, Action<IRedisStreamsHostConfigurator>? configure)
    {
        configure?.Invoke(settings);
        _bus.HostConfiguration.Settings = settings;
    }
}
