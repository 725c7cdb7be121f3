using MassTransit;
using Sprout.Contracts;
using Sprout.Provisioner.Logs;

namespace Sprout.Provisioner.Consumers;

/// <summary>Has nothing of a container left. When there was something, the observer tells when it is gone; when there was nothing, this does.</summary>
public sealed class DeletePodConsumer : IConsumer<DeletePod>
{
    private readonly ContainerObjects _objects;
    private readonly LogCapture _logs;
    private readonly ClusterTrouble _trouble;

    /// <summary>Takes what removes the objects, what keeps the logs that go with them, and whom to tell what is in the way.</summary>
    public DeletePodConsumer(ContainerObjects objects, LogCapture logs, ClusterTrouble trouble) => (_objects, _logs, _trouble) = (objects, logs, trouble);

    /// <summary>Throws for what may succeed in a moment. What may later, or when the operator has done something, is asked for again until it does.</summary>
    public async Task Consume(ConsumeContext<DeletePod> context)
    {
        await _logs.KeepAsync(context.Message.ContainerId, context.CancellationToken);
        try
        {
            if (!await _objects.DeleteAsync(context.Message.ContainerId, context.CancellationToken))
                await context.Publish(new PodDeleted { ContainerId = context.Message.ContainerId, PodUid = null });
        }
        catch (Exception exception) when (ApiFailure.IsOfCluster(exception) && (!ApiFailure.IsTransient(exception) || ClusterRetries.AreUsedUp(context)))
        {
            _trouble.Tell("deleting", context.Message.ContainerId, exception);
        }
    }
}
