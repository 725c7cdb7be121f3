using MassTransit;
using Sprout.Contracts;

namespace Sprout.Provisioner.Consumers;

/// <summary>Queue, concurrency and retries of <see cref="ProvisionPodConsumer"/>.</summary>
public sealed class ProvisionPodConsumerDefinition : ConsumerDefinition<ProvisionPodConsumer>
{
    /// <summary>Names the queue.</summary>
    public ProvisionPodConsumerDefinition() => EndpointName = Queues.ProvisionPod;

    /// <inheritdoc/>
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ProvisionPodConsumer> consumerConfigurator, IRegistrationContext context) =>
        ClusterRetries.Configure(endpointConfigurator);
}
