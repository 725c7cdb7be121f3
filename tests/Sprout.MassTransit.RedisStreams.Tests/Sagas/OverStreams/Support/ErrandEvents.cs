namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;

/// <summary>Begins an errand or goes on with it; it publishes a <see cref="Step"/> and sends a <see cref="Receipt"/>.</summary>
public sealed record ErrandGiven(Guid Id, int Number);

/// <summary>The same, to two events of the machine: its own type's, and that of what it implements.</summary>
public sealed record ErrandGivenLoudly(Guid Id, int Number) : IHeard;

public interface IHeard
{
    Guid Id { get; }
}

/// <summary>Is answered.</summary>
public sealed record ErrandAsked(Guid Id);

public sealed record ErrandAnswer(Guid Id, int Count);

public sealed record NoSuchErrand(Guid Id);

/// <summary>Schedules a reminder.</summary>
public sealed record ReminderWanted(Guid Id, int Milliseconds);

/// <summary>Takes it back.</summary>
public sealed record ReminderUnwanted(Guid Id);

public sealed record ReminderDue(Guid Id);

/// <summary>Ends an errand, or one that has never begun; publishes <see cref="Step"/> 0.</summary>
public sealed record ErrandEnded(Guid Id);

/// <summary>Published by the saga: at which attempt, for which number.</summary>
public sealed record Step(Guid Id, int Number, int Attempt);

/// <summary>Sent by the saga to a queue.</summary>
public sealed record Receipt(Guid Id, int Number);
