using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;
using MassTransit.Topology;
using Sprout.MassTransit.RedisStreams.Topology;

namespace Sprout.MassTransit.RedisStreams.Configuration;

internal sealed class RedisStreamsBusConfiguration : RedisStreamsEndpointConfiguration, IBusConfiguration
{
    private readonly BusObservable _busObservers = new();

    public RedisStreamsBusConfiguration()
        : this(new RedisStreamsTopologyConfiguration(new MessageTopology(new TopicNameFormatter())))
    {
    }

    private RedisStreamsBusConfiguration(RedisStreamsTopologyConfiguration topology)
        : base(topology)
    {
        HostConfiguration = new(this, topology);
        BusEndpointConfiguration = CreateEndpointConfiguration(isBusEndpoint: true);
    }

    public RedisStreamsHostConfiguration HostConfiguration { get; }

    public RedisStreamsEndpointConfiguration BusEndpointConfiguration { get; }

    IHostConfiguration IBusConfiguration.HostConfiguration => HostConfiguration;

    IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpointConfiguration;

    IBusObserver IBusConfiguration.BusObservers => _busObservers;

    public ConnectHandle ConnectBusObserver(IBusObserver observer) => _busObservers.Connect(observer);

    public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) =>
        HostConfiguration.ConnectEndpointConfigurationObserver(observer);
}
