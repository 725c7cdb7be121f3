using MassTransit;
using Sprout.Contracts;

namespace Sprout.Provisioner.Consumers;

/// <summary>Queue, concurrency and retries of <see cref="DeletePodConsumer"/>.</summary>
public sealed class DeletePodConsumerDefinition : ConsumerDefinition<DeletePodConsumer>
{
    /// <summary>Names the queue.</summary>
    public DeletePodConsumerDefinition() => EndpointName = Queues.DeletePod;

    /// <inheritdoc/>
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<DeletePodConsumer> consumerConfigurator, IRegistrationContext context) =>
        ClusterRetries.Configure(endpointConfigurator);
}
