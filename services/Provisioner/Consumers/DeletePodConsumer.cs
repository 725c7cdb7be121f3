using MassTransit;
using Sprout.Contracts;
using Sprout.Provisioner.Logs;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has nothing of a container left. When there was something, the observer tells when it is gone; when there was nothing, this does.</summary>
public sealed class DeletePodConsumer : IConsumer<DeletePod>
{
    private readonly ContainerObjects _objects;
    private readonly LogCapture _logs;

    /// <summary>Takes what removes the objects, and what keeps the logs that go with them.</summary>
    public DeletePodConsumer(ContainerObjects objects, LogCapture logs) => (_objects, _logs) = (objects, logs);

    /// <summary>Throws for what may succeed later.</summary>
    public async Task Consume(ConsumeContext<DeletePod> context)
    {
        await _logs.KeepAsync(context.Message.ContainerId, context.CancellationToken);
        if (!await _objects.DeleteAsync(context.Message.ContainerId, context.CancellationToken))
            await context.Publish(new PodDeleted { ContainerId = context.Message.ContainerId, PodUid = null });
    }
}
