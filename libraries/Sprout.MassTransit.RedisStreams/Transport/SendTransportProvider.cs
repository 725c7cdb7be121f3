using MassTransit;
using MassTransit.Transports;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Sends to queues, and to topics by their address.</summary>
internal sealed class SendTransportProvider(RedisStreamsHostConfiguration host, RedisStreamsReceiveEndpointContext context) : ISendTransportProvider
{
    public Uri NormalizeAddress(Uri address) => new RedisStreamsEndpointAddress(host.HostAddress, address);

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        TransportLogMessages.CreateSendTransport(address);
        var to = new RedisStreamsEndpointAddress(host.HostAddress, address);
        var kind = to.IsTopic ? DestinationKind.Topics : to.IsTemporary ? DestinationKind.Temporary : DestinationKind.Queue;
        return Task.FromResult<ISendTransport>(new SendTransport<PipeContext>(new RedisStreamsSendTransportContext(host, context, to.Name, new(kind, [to.Name]), isByAddress: true)));
    }
}
