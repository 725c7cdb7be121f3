using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

public sealed class TallyMachine<TTally> : MassTransitStateMachine<TTally>
    where TTally : Tally, new()
{
    public TallyMachine(Interference interference)
    {
        InstanceState(tally => tally.CurrentState);
        Event(() => Added, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Read, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Finished, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Sought, e => e.CorrelateBy((tally, context) => tally.CurrentState == context.Message.State));
        Event(() => Inserted, e =>
        {
            e.CorrelateById(context => context.Message.Id);
            e.InsertOnInitial = true;
            e.SetSagaFactory(context => new() { CorrelationId = context.Message.Id });
        });
        SetCompletedWhenFinalized();

        Initially(
            When(Added).Then(context => context.Saga.Numbers.Add(context.Message.Number)).ThenAsync(interference.MeetAsync).TransitionTo(Counting),
            When(Inserted).Then(context => context.Saga.Numbers.Add(context.Message.Number)).ThenAsync(interference.MeetAsync).TransitionTo(Counting),
            When(Finished).Finalize());
        During(Counting,
            When(Added).Then(context => context.Saga.Numbers.Add(context.Message.Number)).ThenAsync(interference.MeetAsync),
            When(Inserted).Then(context => context.Saga.Numbers.Add(context.Message.Number)).ThenAsync(interference.MeetAsync),
            When(Read).ThenAsync(interference.MeetAsync),
            When(Finished).ThenAsync(interference.MeetAsync).Finalize(),
            Ignore(Sought));
    }

    public State Counting { get; private set; } = null!;

    public Event<NumberAdded> Added { get; private set; } = null!;

    public Event<NumberInserted> Inserted { get; private set; } = null!;

    public Event<TallyRead> Read { get; private set; } = null!;

    public Event<TallyFinished> Finished { get; private set; } = null!;

    public Event<TallySought> Sought { get; private set; } = null!;
}
