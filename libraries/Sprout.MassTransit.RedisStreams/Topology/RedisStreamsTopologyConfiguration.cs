using MassTransit;
using MassTransit.Configuration;
using MassTransit.Topology;

namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>The four topologies: of the whole bus, or of an endpoint, which has a consume topology of its own.</summary>
internal sealed class RedisStreamsTopologyConfiguration : ITopologyConfiguration
{
    private readonly IMessageTopologyConfigurator _message;
    private readonly ISendTopologyConfigurator _send;

    public RedisStreamsTopologyConfiguration(IMessageTopologyConfigurator message)
    {
        _message = message;
        _send = new SendTopology();
        _send.ConnectSendTopologyConfigurationObserver(new DelegateSendTopologyConfigurationObserver(GlobalTopology.Send));

        Publish = new(message);
        Publish.ConnectPublishTopologyConfigurationObserver(new DelegatePublishTopologyConfigurationObserver(GlobalTopology.Publish));
        Publish.ConnectPublishTopologyConfigurationObserver(new PublishToSendTopologyConfigurationObserver(_send));

        Consume = new(Publish);
    }

    public RedisStreamsTopologyConfiguration(RedisStreamsTopologyConfiguration parent)
    {
        _message = parent._message;
        _send = parent._send;
        Publish = parent.Publish;
        Consume = new(parent.Publish);
    }

    public RedisStreamsPublishTopology Publish { get; }

    public RedisStreamsConsumeTopology Consume { get; }

    IMessageTopologyConfigurator ITopologyConfiguration.Message => _message;

    ISendTopologyConfigurator ITopologyConfiguration.Send => _send;

    IPublishTopologyConfigurator ITopologyConfiguration.Publish => Publish;

    IConsumeTopologyConfigurator ITopologyConfiguration.Consume => Consume;

    public IEnumerable<ValidationResult> Validate() => _send.Validate().Concat(Publish.Validate()).Concat(Consume.Validate());
}
