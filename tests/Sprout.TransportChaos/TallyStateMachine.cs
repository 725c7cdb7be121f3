using MassTransit;
using SagaState = MassTransit.State;

namespace Sprout.TransportChaos;

/// <summary>Counts each job, and says so.</summary>
public sealed class TallyStateMachine : MassTransitStateMachine<Tally>
{
    /// <summary>Makes the machine.</summary>
    public TallyStateMachine()
    {
        InstanceState(tally => tally.CurrentState);
        Event(() => Came, came => came.CorrelateById(context => context.Message.GroupId));
        Initially(Count(When(Came)).TransitionTo(Counting));
        During(Counting, Count(When(Came)));
    }

    /// <summary>At least one was counted.</summary>
    public SagaState Counting { get; private set; } = null!;

    /// <summary>A job came.</summary>
    public Event<Job> Came { get; private set; } = null!;

    private static EventActivityBinder<Tally, Job> Count(EventActivityBinder<Tally, Job> binder) => binder
        .Then(context => context.Saga.Numbers.Add(context.Message.Number))
        .Publish(context => new Counted(context.Message.GroupId, context.Message.Number));
}
