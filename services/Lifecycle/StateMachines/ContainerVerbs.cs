using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;
using Sprout.State;
using SagaState = MassTransit.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>The words in which the state machine is written.</summary>
internal static class ContainerVerbs
{
    public static bool QuotaIsFull<T>(BehaviorContext<ContainerSaga, T> context)
        where T : class => context.TryGetPayload<QuotaAnswer>(out var answer) && answer.Full is not null;

    public static bool ByOwner(BehaviorContext<ContainerSaga, DeleteContainerRequested> context) => context.Message.Owner == context.Saga.Owner;

    public static bool ByOwner(BehaviorContext<ContainerSaga, ExtendContainerRequested> context) => context.Message.Owner == context.Saga.Owner;

    public static bool ByStranger(BehaviorContext<ContainerSaga, DeleteContainerRequested> context) => !ByOwner(context);

    public static bool ByStranger(BehaviorContext<ContainerSaga, ExtendContainerRequested> context) => !ByOwner(context);

    // Ready is the pod, applied are service and ingress too; it runs when both are so, of the same pod, in whatever order they are told.
    public static bool IsAppliedToo(BehaviorContext<ContainerSaga, PodProvisioned> context) => context.Message.PodUid == context.Saga.AppliedPodUid;

    public static bool IsNotAppliedYet(BehaviorContext<ContainerSaga, PodProvisioned> context) => !IsAppliedToo(context);

    public static bool IsReadyToo(BehaviorContext<ContainerSaga, PodApplied> context) => context.Message.PodUid == context.Saga.PodUid;

    public static bool IsNotReadyYet(BehaviorContext<ContainerSaga, PodApplied> context) => !IsReadyToo(context);

    public static bool OfItsPod(BehaviorContext<ContainerSaga, PodLost> context) => context.Message.PodUid == context.Saga.PodUid;

    public static bool OfAnotherPod(BehaviorContext<ContainerSaga, PodLost> context) => !OfItsPod(context);

    public static bool OfItsPodGone(BehaviorContext<ContainerSaga, PodDeleted> context) => context.Message.PodUid == context.Saga.PodUid;

    public static bool OfAnotherPodGone(BehaviorContext<ContainerSaga, PodDeleted> context) => !OfItsPodGone(context);

    // The provisioner tells only of what it has not applied yet.
    public static bool OfNoOtherPod(BehaviorContext<ContainerSaga, PodProgressed> context) =>
        context.Message.PodUid is { } uid ? MayBeItsPod(context.Saga, uid) : context.Saga.AppliedPodUid is null;

    public static bool OfNoOtherPod(BehaviorContext<ContainerSaga, PodProvisioningFailed> context) =>
        context.Message.PodUid is not { } uid || MayBeItsPod(context.Saga, uid);

    public static bool OfNoOtherPod(BehaviorContext<ContainerSaga, PodLost> context) => MayBeItsPod(context.Saga, context.Message.PodUid);

    public static bool OfNoOtherPod(BehaviorContext<ContainerSaga, PodDeleted> context) => context.Message.PodUid is not { } uid || MayBeItsPod(context.Saga, uid);

    // One that went on its way gets another; one that had been ready is lost, and this may be the first word of that.
    public static bool OfNoOtherPodForNoReason(BehaviorContext<ContainerSaga, PodDeleted> context) => OfNoOtherPod(context) && context.Message.Failure is null;

    public static bool OfNoOtherPodForAReason(BehaviorContext<ContainerSaga, PodDeleted> context) => OfNoOtherPod(context) && context.Message.Failure is not null;

    public static bool OfAnotherPod(BehaviorContext<ContainerSaga, PodProvisioningFailed> context) => !OfNoOtherPod(context);

    public static bool OfNoPodOfIts(BehaviorContext<ContainerSaga, PodLost> context) => !OfNoOtherPod(context);

    public static bool OfAnotherPod(BehaviorContext<ContainerSaga, PodDeleted> context) => !OfNoOtherPod(context);

    public static bool OfAnotherPod(BehaviorContext<ContainerSaga, PodProgressed> context) => !OfNoOtherPod(context);

    public static bool HasPod(BehaviorContext<ContainerSaga, PodProgressed> context) => context.Message.PodUid is not null;

    public static bool HasNoPod(BehaviorContext<ContainerSaga, PodProgressed> context) => !HasPod(context);

    // To the millisecond, as the deadline is kept.
    public static bool IsOverdue(BehaviorContext<ContainerSaga, ProvisioningTimedOut> context) =>
        context.Message.At.ToUnixTimeMilliseconds() >= Deadline.Of(context.Saga, DeadlineKind.Ready)?.ToUnixTimeMilliseconds();

    public static bool HasMoreTime(BehaviorContext<ContainerSaga, ProvisioningTimedOut> context) => !IsOverdue(context);

    // To the millisecond, as the deadline is kept.
    public static bool IsExpired(BehaviorContext<ContainerSaga, ContainerExpired> context) =>
        context.Message.At.ToUnixTimeMilliseconds() >= context.Saga.ExpiresAt.ToUnixTimeMilliseconds();

    public static bool WasExtended(BehaviorContext<ContainerSaga, ContainerExpired> context) => !IsExpired(context);

    // Of the pod that was applied or was ready, where one is known; and not of the one that went before, of which word may come late or twice.
    private static bool MayBeItsPod(ContainerSaga saga, string uid) =>
        uid != saga.LostPodUid && (saga.KnownPodUid is null || uid == saga.AppliedPodUid || uid == saga.PodUid);

    /// <summary>Takes a slot in each quota; one that the sender has leased already is not taken twice.</summary>
    public static EventActivityBinder<ContainerSaga, CreateContainerRequested> LeaseQuota(this EventActivityBinder<ContainerSaga, CreateContainerRequested> binder) =>
        binder.ThenAsync(async context =>
        {
            var full = await Service<QuotaLeases>(context).TakeAsync(context.Message.ContainerId, context.Message.QuotaScopes, context.CancellationToken);
            context.AddOrUpdatePayload(() => new QuotaAnswer(full), _ => new QuotaAnswer(full));
        });

    public static EventActivityBinder<ContainerSaga, CreateContainerRequested> AnswerQuotaFull(this EventActivityBinder<ContainerSaga, CreateContainerRequested> binder) =>
        binder.ThenAsync(context => context.AnswerAsync(Refusals.QuotaExceeded(context.Message.ContainerId, context.GetPayload<QuotaAnswer>().Full!)));

    public static EventActivityBinder<ContainerSaga, CreateContainerRequested> Accept(this EventActivityBinder<ContainerSaga, CreateContainerRequested> binder) =>
        binder.Then(context => Effects(context).Accept(context.Saga, context.Message));

    /// <summary>Goes to a state and tells everyone.</summary>
    public static EventActivityBinder<ContainerSaga, T> Enter<T>(this EventActivityBinder<ContainerSaga, T> binder, SagaState state)
        where T : class
    {
        return binder
            .Then(context => context.AddOrUpdatePayload(() => Previous(context), _ => Previous(context)))
            .Then(context => Effects(context).Enter(context.Saga, state.Name))
            .TransitionTo(state)
            .ThenAsync(context => context.Publish(ContainerMessages.Changed(context.Saga, context.GetPayload<PreviousState>(), Effects(context).Now)));

        static PreviousState Previous(BehaviorContext<ContainerSaga> context) => PreviousState.Of(context.Saga.CurrentState);
    }

    public static EventActivityBinder<ContainerSaga, T> ProvisionPod<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder
            .Then(context => Effects(context).AskForStep(context.Saga))
            .ThenAsync(context => context.Send(CommandQueues.ProvisionPod, ContainerMessages.ProvisionPod(context.Saga)));

    /// <summary>Has what is missing of its objects made again, without waiting for it: it runs, whatever comes of this.</summary>
    public static EventActivityBinder<ContainerSaga, T> ApplyAgain<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder.ThenAsync(context =>
            context.Send(CommandQueues.ProvisionPod, ContainerMessages.ProvisionPod(context.Saga) with { AppliesAgain = true }));

    public static EventActivityBinder<ContainerSaga, T> DeletePod<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder
            .Then(context => Effects(context).AskForStep(context.Saga))
            .ThenAsync(context => context.Send(CommandQueues.DeletePod, ContainerMessages.DeletePod(context.Saga, Effects(context).Now)));

    public static EventActivityBinder<ContainerSaga, PodApplied> NoteApplied(this EventActivityBinder<ContainerSaga, PodApplied> binder) =>
        binder.Then(context => Effects(context).NoteApplied(context.Saga, context.Message));

    public static EventActivityBinder<ContainerSaga, PodProgressed> NoteProgress(this EventActivityBinder<ContainerSaga, PodProgressed> binder) =>
        binder.Then(context => Effects(context).NoteProgress(context.Saga, context.Message));

    /// <summary>Notes how far its pod had come: of one that fails within a moment nothing was told before.</summary>
    public static EventActivityBinder<ContainerSaga, PodProvisioningFailed> NoteStages(this EventActivityBinder<ContainerSaga, PodProvisioningFailed> binder) =>
        binder.Then(context => Effects(context).NoteStages(context.Saga, context.Message));

    public static EventActivityBinder<ContainerSaga, PodDeleted> ForgetPod(this EventActivityBinder<ContainerSaga, PodDeleted> binder) =>
        binder.Then(context => ContainerEffects.ForgetPod(context.Saga, context.Message.PodUid));

    /// <summary>Notes which pod it was, for that is the one to delete.</summary>
    public static EventActivityBinder<ContainerSaga, T> NoteFailedPod<T>(this EventActivityBinder<ContainerSaga, T> binder, Func<T, string?> uid)
        where T : class => binder.Then(context => context.Saga.AppliedPodUid = uid(context.Message) ?? context.Saga.AppliedPodUid);

    public static EventActivityBinder<ContainerSaga, PodProvisioned> NoteReady(this EventActivityBinder<ContainerSaga, PodProvisioned> binder) =>
        binder.Then(context => Effects(context).NoteReady(context.Saga, context.Message));

    public static EventActivityBinder<ContainerSaga, PodDeleted> NotePodIsGone(this EventActivityBinder<ContainerSaga, PodDeleted> binder) =>
        binder.Then(context => ContainerEffects.NotePodIsGone(context.Saga));

    public static EventActivityBinder<ContainerSaga, ExtendContainerRequested> ExtendAndAnswer(this EventActivityBinder<ContainerSaga, ExtendContainerRequested> binder) =>
        binder.ThenAsync(context =>
        {
            var isChanged = Effects(context).Extend(context.Saga, context.Message.TtlSeconds);
            return context.AnswerAsync(ContainerMessages.Accepted(context.Saga, isChanged));
        });

    public static EventActivityBinder<ContainerSaga, T> Fail<T>(this EventActivityBinder<ContainerSaga, T> binder, Func<T, ContainerFailure> failure)
        where T : class => binder.Then(context => ContainerEffects.Fail(context.Saga, failure(context.Message)));

    public static EventActivityBinder<ContainerSaga, ProvisioningTimedOut> FailTimedOut(this EventActivityBinder<ContainerSaga, ProvisioningTimedOut> binder) =>
        binder.Then(context => ContainerEffects.Fail(context.Saga, TimeoutWords.Of(context.Saga, Effects(context).Now)));

    /// <summary>Answers with the container as this transition leaves it.</summary>
    public static EventActivityBinder<ContainerSaga, T> AnswerChanged<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder.ThenAsync(context => context.AnswerAsync(ContainerMessages.Accepted(context.Saga, isChanged: true)));

    /// <summary>Answers with the container as it is.</summary>
    public static EventActivityBinder<ContainerSaga, T> AnswerUnchanged<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder.ThenAsync(context => context.AnswerAsync(ContainerMessages.Accepted(context.Saga, isChanged: false)));

    /// <summary>Answers a request that has come before with the container as it is now, unless it asks for something else under the same id.</summary>
    public static EventActivityBinder<ContainerSaga, CreateContainerRequested> AnswerAgain(this EventActivityBinder<ContainerSaga, CreateContainerRequested> binder) =>
        binder.ThenAsync(context => ContainerMessages.IsSameRequest(context.Saga, context.Message)
            ? context.AnswerAsync(ContainerMessages.Accepted(context.Saga, isChanged: false))
            : context.AnswerAsync(Refusals.IdConflict(context.Message.ContainerId)));

    public static EventActivityBinder<ContainerSaga, T> AnswerNotFound<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder.ThenAsync(context => context.AnswerAsync(Refusals.NotFound(context.Saga.CorrelationId)));

    public static EventActivityBinder<ContainerSaga, T> AnswerEnded<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder.ThenAsync(context => context.AnswerAsync(Refusals.Ended(context.Saga.CorrelationId, context.Saga.CurrentState)));

    /// <summary>Says in the table that this pair changes nothing, where another line of it does something under a condition.</summary>
    public static EventActivityBinder<ContainerSaga, T> DoNothing<T>(this EventActivityBinder<ContainerSaga, T> binder)
        where T : class => binder;

    private static ContainerEffects Effects(PipeContext context) => Service<ContainerEffects>(context);

    private static T Service<T>(PipeContext context)
        where T : notnull => context.GetPayload<IServiceProvider>().GetRequiredService<T>();
}
