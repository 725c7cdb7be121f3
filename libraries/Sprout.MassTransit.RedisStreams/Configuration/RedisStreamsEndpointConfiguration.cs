using MassTransit.Configuration;
using Sprout.MassTransit.RedisStreams.Topology;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>The pipes and topology of the bus or of one endpoint.</summary>
internal class RedisStreamsEndpointConfiguration : EndpointConfiguration
{
    public RedisStreamsEndpointConfiguration(RedisStreamsTopologyConfiguration topology)
        : base(topology) => Topology = topology;

    private RedisStreamsEndpointConfiguration(IEndpointConfiguration parent, RedisStreamsTopologyConfiguration topology, bool isBusEndpoint)
        : base(parent, topology, isBusEndpoint) => Topology = topology;

    public new RedisStreamsTopologyConfiguration Topology { get; }

    public RedisStreamsEndpointConfiguration CreateEndpointConfiguration(bool isBusEndpoint = false) =>
        new(this, new RedisStreamsTopologyConfiguration(Topology), isBusEndpoint);
}
