using MassTransit;
using MassTransit.Transports;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Publishes to the topics of a message type and of all that it implements.</summary>
internal sealed class PublishTransportProvider(RedisStreamsHostConfiguration host, RedisStreamsReceiveEndpointContext context) : IPublishTransportProvider
{
    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class
    {
        var topology = host.PublishTopology.Of<T>();
        return Task.FromResult<ISendTransport>(
            new SendTransport<PipeContext>(new RedisStreamsSendTransportContext(host, context, topology.Topic, topology.Destination, isByAddress: false)));
    }
}
