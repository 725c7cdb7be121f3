using MassTransit;
using Sprout.Contracts;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has nothing of a container left. When there was something, the observer tells when it is gone; when there was nothing, this does.</summary>
public sealed class DeletePodConsumer : IConsumer<DeletePod>
{
    private readonly ContainerObjects _objects;

    /// <summary>Takes what removes the objects.</summary>
    public DeletePodConsumer(ContainerObjects objects) => _objects = objects;

    /// <summary>Throws for what may succeed later.</summary>
    public async Task Consume(ConsumeContext<DeletePod> context)
    {
        if (!await _objects.DeleteAsync(context.Message.ContainerId, context.CancellationToken))
            await context.Publish(new PodDeleted { ContainerId = context.Message.ContainerId, PodUid = null });
    }
}
