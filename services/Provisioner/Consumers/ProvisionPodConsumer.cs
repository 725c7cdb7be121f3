using MassTransit;
using Sprout.Contracts;
using Sprout.Kubernetes;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has a container's objects exist, and returns: whether the pod becomes ready is the observer's to see.</summary>
public sealed class ProvisionPodConsumer : IConsumer<ProvisionPod>
{
    private readonly ContainerObjects _objects;

    /// <summary>Takes what writes the objects.</summary>
    public ProvisionPodConsumer(ContainerObjects objects) => _objects = objects;

    /// <summary>Throws for what may succeed later; what never will is published as <see cref="PodProvisioningFailed"/>.</summary>
    public async Task Consume(ConsumeContext<ProvisionPod> context)
    {
        try
        {
            await _objects.ApplyAsync(context.Message, context.CancellationToken);
        }
        catch (KubernetesException exception) when (ApiFailure.IsPermanent(exception))
        {
            await context.Publish(new PodProvisioningFailed
            {
                ContainerId = context.Message.ContainerId,
                PodUid = null,
                Failure = ApiFailure.Describe(exception),
            });
        }
    }
}
