using MassTransit;
using Sprout.Contracts;
using Sprout.Kubernetes;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has a container's objects exist, and returns: whether the pod becomes ready is the observer's to see.</summary>
public sealed class ProvisionPodConsumer : IConsumer<ProvisionPod>
{
    private readonly ContainerObjects _objects;
    private readonly TimeProvider _time;

    /// <summary>Takes what writes the objects, and the clock.</summary>
    public ProvisionPodConsumer(ContainerObjects objects, TimeProvider time)
    {
        _objects = objects;
        _time = time;
    }

    /// <summary>Throws for what may succeed later; what never will is published as <see cref="PodProvisioningFailed"/>.</summary>
    public async Task Consume(ConsumeContext<ProvisionPod> context)
    {
        try
        {
            var podUid = await _objects.ApplyAsync(context.Message, context.CancellationToken);
            await context.Publish(new PodApplied { ContainerId = context.Message.ContainerId, PodUid = podUid, AppliedAt = _time.GetUtcNow() });
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
