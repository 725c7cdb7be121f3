using MassTransit;
using Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;

public sealed class ErrandMachine : MassTransitStateMachine<Errand>
{
    public const int Reminded = -1;
    public const int Heard = -2;

    public static readonly Uri Receipts = new("queue:receipts");

    public ErrandMachine(Interference interference)
    {
        InstanceState(errand => errand.CurrentState);
        Event(() => Given, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Loud, e => e.CorrelateById(context => context.Message.Id));
        Event(() => AnyHeard, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Wanted, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Unwanted, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Ended, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Asked, e =>
        {
            e.CorrelateById(context => context.Message.Id);
            e.OnMissingInstance(missing => missing.ExecuteAsync(context => context.RespondAsync(new NoSuchErrand(context.Message.Id))));
        });
        Schedule(() => Reminder, errand => errand.ReminderToken, schedule => schedule.Received = received => received.CorrelateById(context => context.Message.Id));
        SetCompletedWhenFinalized();

        Initially(Take().TransitionTo(Running), When(Ended).Publish(context => new Step(context.Message.Id, 0, 1)).Finalize());
        During(Running,
            Take(),
            When(Loud).Then(context => context.Saga.Numbers.Add(context.Message.Number)),
            When(AnyHeard).Then(context => context.Saga.Numbers.Add(Heard)),
            When(Asked).ThenAsync(interference.MeetAsync).Respond(context => new ErrandAnswer(context.Message.Id, context.Saga.Numbers.Count)),
            When(Wanted).ThenAsync(interference.MeetAsync).Schedule(Reminder, context => new ReminderDue(context.Message.Id), context => TimeSpan.FromMilliseconds(context.Message.Milliseconds)),
            When(Unwanted).ThenAsync(interference.MeetAsync).Unschedule(Reminder),
            When(Reminder!.Received).Then(context => context.Saga.Numbers.Add(Reminded)),
            When(Ended).ThenAsync(interference.MeetAsync).Publish(context => new Step(context.Message.Id, 0, interference.Attempts)).Finalize());

        EventActivityBinder<Errand, ErrandGiven> Take() => When(Given)
            .Then(context => context.Saga.Numbers.Add(context.Message.Number))
            .Publish(context => new Step(context.Message.Id, context.Message.Number, interference.Attempts + 1))
            .Send(Receipts, context => new Receipt(context.Message.Id, context.Message.Number))
            .ThenAsync(interference.MeetAsync);
    }

    public State Running { get; private set; } = null!;

    public Event<ErrandGiven> Given { get; private set; } = null!;

    public Event<ErrandGivenLoudly> Loud { get; private set; } = null!;

    public Event<IHeard> AnyHeard { get; private set; } = null!;

    public Event<ErrandAsked> Asked { get; private set; } = null!;

    public Event<ReminderWanted> Wanted { get; private set; } = null!;

    public Event<ReminderUnwanted> Unwanted { get; private set; } = null!;

    public Event<ErrandEnded> Ended { get; private set; } = null!;

    public Schedule<Errand, ReminderDue> Reminder { get; private set; } = null!;
}
