using MassTransit;
using Sprout.Contracts;
using SagaState = MassTransit.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>
/// The life of a container as a table: state by state, what each event leads to. Every pair is handled or ignored on purpose.
/// Provisioning and deleting are steps that are asked for again until the cluster says that they are done.
/// </summary>
public sealed class ContainerStateMachine : MassTransitStateMachine<ContainerSaga>
{
    /// <summary>Draws the table.</summary>
    public ContainerStateMachine()
    {
        InstanceState(saga => saga.CurrentState);

        Event(() => CreateRequested, e => e.CorrelateById(m => m.Message.ContainerId));
        Event(() => DeleteRequested, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.AnswerNotFound)); });
        Event(() => ExtendRequested, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.AnswerNotFound)); });
        Event(() => PodApplied, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.DeletePod)); });
        Event(() => PodReady, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.DeletePod)); });
        Event(() => PodProgressed, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.DeletePod)); });
        Event(() => PodFailed, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.DeletePod)); });
        Event(() => PodLost, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.ExecuteAsync(Missing.DeletePod)); });
        Event(() => PodGone, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.Discard()); });
        Event(() => TimedOut, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.Discard()); });
        Event(() => Expired, e => { e.CorrelateById(m => m.Message.ContainerId); e.OnMissingInstance(m => m.Discard()); });

        // An instance that was refused before it was stored ends here, and so is never stored.
        SetCompletedWhenFinalized();

        Initially(
            When(CreateRequested)
                .LeaseQuota()
                .IfElse(ContainerVerbs.QuotaIsFull,
                    refused => refused.AnswerQuotaFull().Finalize(),
                    granted => granted.Accept().Enter(Pending).ProvisionPod().AnswerChanged()));

        During(Pending,
            When(CreateRequested).AnswerAgain(),
            When(DeleteRequested, ContainerVerbs.ByOwner).Enter(Deleting).DeletePod().AnswerChanged(),
            When(DeleteRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(ExtendRequested, ContainerVerbs.ByOwner).ExtendAndAnswer(),
            When(ExtendRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(PodApplied, ContainerVerbs.IsReadyToo).NoteApplied().Enter(Running),
            When(PodApplied, ContainerVerbs.IsNotReadyYet).NoteApplied(),
            When(PodReady, ContainerVerbs.IsAppliedToo).NoteReady().Enter(Running),
            When(PodReady, ContainerVerbs.IsNotAppliedYet).NoteReady(),
            When(PodProgressed, ContainerVerbs.OfNoOtherPod).NoteProgress(),
            When(PodProgressed, ContainerVerbs.OfAnotherPod).DoNothing(),
            When(PodFailed, ContainerVerbs.OfNoOtherPod).NoteStages().NoteFailedPod(message => message.PodUid).Fail(message => message.Failure).Enter(Failed).DeletePod(),
            When(PodFailed, ContainerVerbs.OfAnotherPod).DoNothing(),
            When(PodLost, ContainerVerbs.OfNoOtherPod).NoteFailedPod(message => message.PodUid).Fail(message => message.Failure).Enter(Failed).DeletePod(),
            When(PodLost, ContainerVerbs.OfNoPodOfIts).DoNothing(),
            When(PodGone, ContainerVerbs.OfNoOtherPodForNoReason).ForgetPod().ProvisionPod(),
            When(PodGone, ContainerVerbs.OfNoOtherPodForAReason).NoteFailedPod(message => message.PodUid).Fail(message => message.Failure!).Enter(Failed).DeletePod(),
            When(PodGone, ContainerVerbs.OfAnotherPod).DoNothing(),
            When(TimedOut, ContainerVerbs.IsOverdue).FailTimedOut().Enter(Failed).DeletePod(),
            When(TimedOut, ContainerVerbs.HasMoreTime).DoNothing(),
            When(Expired, ContainerVerbs.IsExpired).Enter(Deleting).DeletePod(),
            When(Expired, ContainerVerbs.WasExtended).DoNothing());

        During(Running,
            When(CreateRequested).AnswerAgain(),
            When(DeleteRequested, ContainerVerbs.ByOwner).Enter(Deleting).DeletePod().AnswerChanged(),
            When(DeleteRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(ExtendRequested, ContainerVerbs.ByOwner).ExtendAndAnswer().ApplyAgain(),
            When(ExtendRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(PodLost, ContainerVerbs.OfItsPod).Fail(message => message.Failure).Enter(Failed).DeletePod(),
            When(PodLost, ContainerVerbs.OfAnotherPod).DoNothing(),
            When(PodGone, ContainerVerbs.OfItsPodGone).Fail(message => message.Failure ?? Failures.DeletedExternally()).Enter(Failed).DeletePod(),
            When(PodGone, ContainerVerbs.OfAnotherPodGone).DoNothing(),
            When(Expired, ContainerVerbs.IsExpired).Enter(Deleting).DeletePod(),
            When(Expired, ContainerVerbs.WasExtended).DoNothing(),
            Ignore(PodApplied),
            Ignore(PodReady),
            Ignore(PodProgressed),
            Ignore(PodFailed),
            Ignore(TimedOut));

        During(Failed,
            When(CreateRequested).AnswerAgain(),
            When(DeleteRequested, ContainerVerbs.ByOwner).Enter(Deleting).DeletePod().AnswerChanged(),
            When(DeleteRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(ExtendRequested, ContainerVerbs.ByOwner).AnswerEnded(),
            When(ExtendRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(PodApplied).DeletePod(),
            When(PodReady).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasPod).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasNoPod).DoNothing(),
            When(PodFailed).DeletePod(),
            When(PodLost).DeletePod(),
            When(PodGone).NotePodIsGone(),
            Ignore(TimedOut),
            Ignore(Expired));

        During(Deleting,
            When(CreateRequested).AnswerAgain(),
            When(DeleteRequested, ContainerVerbs.ByOwner).AnswerUnchanged(),
            When(DeleteRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(ExtendRequested, ContainerVerbs.ByOwner).AnswerEnded(),
            When(ExtendRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(PodApplied).DeletePod(),
            When(PodReady).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasPod).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasNoPod).DoNothing(),
            When(PodFailed).DeletePod(),
            When(PodLost).DeletePod(),
            When(PodGone).NotePodIsGone().Enter(Deleted),
            Ignore(TimedOut),
            Ignore(Expired));

        During(Deleted,
            When(CreateRequested).AnswerAgain(),
            When(DeleteRequested, ContainerVerbs.ByOwner).AnswerUnchanged(),
            When(DeleteRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(ExtendRequested, ContainerVerbs.ByOwner).AnswerEnded(),
            When(ExtendRequested, ContainerVerbs.ByStranger).AnswerNotFound(),
            When(PodApplied).DeletePod(),
            When(PodReady).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasPod).DeletePod(),
            When(PodProgressed, ContainerVerbs.HasNoPod).DoNothing(),
            When(PodFailed).DeletePod(),
            When(PodLost).DeletePod(),
            Ignore(PodGone),
            Ignore(TimedOut),
            Ignore(Expired));
    }

    /// <summary>Stored; its pod is on the way.</summary>
    public SagaState Pending { get; private set; } = null!;

    /// <summary>Its pod is ready.</summary>
    public SagaState Running { get; private set; } = null!;

    /// <summary>Broken; its pod is removed, its record stays.</summary>
    public SagaState Failed { get; private set; } = null!;

    /// <summary>Its pod is on its way out.</summary>
    public SagaState Deleting { get; private set; } = null!;

    /// <summary>Nothing left but the record.</summary>
    public SagaState Deleted { get; private set; } = null!;

    /// <summary>Somebody asks for it.</summary>
    public Event<CreateContainerRequested> CreateRequested { get; private set; } = null!;

    /// <summary>Somebody asks for its end.</summary>
    public Event<DeleteContainerRequested> DeleteRequested { get; private set; } = null!;

    /// <summary>Somebody asks for more time.</summary>
    public Event<ExtendContainerRequested> ExtendRequested { get; private set; } = null!;

    /// <summary>All its objects exist.</summary>
    public Event<PodApplied> PodApplied { get; private set; } = null!;

    /// <summary>Its pod is ready.</summary>
    public Event<PodProvisioned> PodReady { get; private set; } = null!;

    /// <summary>Its pod is on its way, or held up.</summary>
    public Event<PodProgressed> PodProgressed { get; private set; } = null!;

    /// <summary>Its pod will not become ready.</summary>
    public Event<PodProvisioningFailed> PodFailed { get; private set; } = null!;

    /// <summary>Its pod broke after it was ready.</summary>
    public Event<PodLost> PodLost { get; private set; } = null!;

    /// <summary>There is no pod of it.</summary>
    public Event<PodDeleted> PodGone { get; private set; } = null!;

    /// <summary>It was not ready in time.</summary>
    public Event<ProvisioningTimedOut> TimedOut { get; private set; } = null!;

    /// <summary>Its life is over.</summary>
    public Event<ContainerExpired> Expired { get; private set; } = null!;
}
