using MassTransit;
using Sprout.Contracts;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>What an event does that finds no container of its id.</summary>
internal static class Missing
{
    public static Task AnswerNotFound(ConsumeContext<DeleteContainerRequested> context) => Refuse(context, context.Message.ContainerId);

    public static Task AnswerNotFound(ConsumeContext<ExtendContainerRequested> context) => Refuse(context, context.Message.ContainerId);

    public static Task DeletePod(ConsumeContext<PodProvisioned> context) => Delete(context, context.Message.ContainerId);

    public static Task DeletePod(ConsumeContext<PodApplied> context) => Delete(context, context.Message.ContainerId);

    // Without a UID there is no pod that could be deleted.
    public static Task DeletePod(ConsumeContext<PodProvisioningFailed> context) =>
        context.Message.PodUid is null ? Task.CompletedTask : Delete(context, context.Message.ContainerId);

    public static Task DeletePod(ConsumeContext<PodProgressed> context) =>
        context.Message.PodUid is null ? Task.CompletedTask : Delete(context, context.Message.ContainerId);

    public static Task DeletePod(ConsumeContext<PodLost> context) => Delete(context, context.Message.ContainerId);

    private static Task Refuse(ConsumeContext context, Guid containerId) =>
        context.AnswerAsync(Refusals.NotFound(containerId));

    private static Task Delete(ConsumeContext context, Guid containerId) =>
        context.Send(CommandQueues.DeletePod, new DeletePod { ContainerId = containerId });
}
